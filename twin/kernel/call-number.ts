// Calls in the order in which they came, before their bodies were read.
let last = 0

export function nextCallNumber(): number {
  return ++last
}

export function lastCallNumber(): number {
  return last
}
