// What is said of a row of times: the middle, and what one in a hundred waits.
export interface Summary {
  p50: number
  p99: number
}

export function summarize(times: number[]): Summary {
  const sorted = times.toSorted((left, right) => left - right)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99) }
}

export async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

export const milliseconds = (value: number) => `${value.toFixed(2)} ms`
export const ratio = (value: number) => `${value.toFixed(2)}×`
