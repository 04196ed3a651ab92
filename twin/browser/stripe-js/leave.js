/** Takes the whole page elsewhere: whoever awaits this never goes on. */
export function leave(address) {
  window.location.assign(address)
  return new Promise(() => {})
}
