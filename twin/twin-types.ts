// What the package says about a twin, and the twin of itself; nothing here leads to its inner types.

export interface PackagedTwinOptions {
  /** The origin at which browsers reach the twin; hosted pages' addresses begin with it. */
  base?: string
  /** Accounts that exist from the start. */
  accounts?: {
    key: string
    publishableKey?: string
    /** Endpoints for all events. */
    webhookUrls?: string[]
    /** With a pricing table and a buy button that have something to sell. */
    hasSamples?: boolean
  }[]
  /** How webhooks are signed and sent. */
  webhooks?: WebhookOptions
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
  /** What a client of this account needs to know: `base`, `key`, `publishable_key`, `webhook_secret`, addresses such as `stripe_js`, `pricing_tables` and `buy_buttons`. */
  describe: (secretKey: string) => Announced
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

export interface WebhookOptions {
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

/** What a client wants to know beforehand: addresses, secrets, ids. */
export type Announced = Record<string, string | string[]>

/** One API call that an account received. */
export interface LedgerEntry {
  /** Counts the account's calls from 1. */
  sequence: number
  request_id: string
  /** Never the key itself. */
  key: { id: string; kind: string }
  method: string
  path: string
  /** The SDK's name, where Stripe has such an operation. */
  operation: string | null
  params: unknown
  status: number
  error: { type: string; code?: string; message: string; param?: string } | null
  /** The body that was answered, read from JSON; null where there was none, and of calls long ago. */
  readonly answer: unknown
  /** The permissions that a restricted key lacked. */
  missing_permissions?: string[]
  fault?: string
  is_replay?: boolean
  idempotency_key: string | null
  /** By the account's clock, in seconds. */
  time: number
  duration_ms: number
}
