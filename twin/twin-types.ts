// What the package says about a twin; nothing here leads to its inner types.

export interface PackagedTwinOptions {
  /** The origin at which browsers reach the twin; hosted pages' addresses begin with it. */
  base?: string
  /** Accounts that exist from the start. */
  accounts?: { key: string; publishableKey?: string; webhookUrls?: string[] }[]
  /** How webhooks are signed, to which hosts besides this machine's they go, and when they are sent again. */
  webhooks?: { secret?: string; hosts?: string[]; retryMilliseconds?: number[]; timeoutMilliseconds?: number }
  /** Take the keys of `accounts` alone; otherwise any `sk_test_…` of 12 characters and more opens its own account. */
  strictKeys?: boolean
  /** Hears of what the twin refuses to play, and of its own faults. */
  log?: (line: string) => void
}

/** A stand-in for Stripe inside this process. */
export interface PackagedTwin {
  /** The origin that the addresses of its hosted pages begin with. */
  base: string
  /** As the global `fetch`; whatever the host, the path decides. For `Stripe.createFetchHttpClient(twin.fetch)`. */
  fetch: (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>
  /** What a client of this account needs to know: `base`, `key`, `publishable_key` and addresses such as `stripe_js`. */
  describe: (secretKey: string) => object
  /** Lets a handler of one's own answer everything under a path. */
  mount: (path: string, handler: (request: Request) => Response | Promise<Response>) => void
  /** Empties every account. */
  reset: () => void
}

export interface PackagedServedTwin {
  twin: PackagedTwin
  /** Where it listens, as in `http://127.0.0.1:12111`. */
  base: string
  close: () => Promise<void>
}
