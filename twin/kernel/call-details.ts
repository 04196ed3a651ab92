/** What a request brings along, where one is behind what happens. */
export type CallDetails = {
  params?: unknown
  path?: Record<string, string>
  url?: string
  requestId?: string
  idempotencyKey?: string
  clientSecret?: string
  /** Counts calls in the order in which they came. */
  number?: number
  /** The object that this is about, where no path and no parameter names it. */
  about?: string
}
