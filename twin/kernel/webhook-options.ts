export type WebhookOptions = {
  /** Signs what an account's first webhook endpoint receives; made from the account's key when left out. */
  secret?: string
  /** Hosts besides this machine's own that are sent to: `app.test`, or `*` for all. */
  hosts?: string[]
  /**
   * When that which failed is sent again, in milliseconds of real time. Left out: Stripe's schedule for sandboxes, by
   * the account's clock.
   */
  retryMilliseconds?: number[]
  /** How long an endpoint may take to answer; 10 seconds when left out. */
  timeoutMilliseconds?: number
}
