// What `@portico/stripe-twin` exports; its Playwright fixtures are in playwright/.
import { serveTwin as serve } from './serve-twin.ts'
import { createTwin as create } from './twin.ts'
import type { PackagedServedTwin, PackagedTwin, PackagedTwinOptions } from './twin-types.ts'

export type { PackagedServedTwin as ServedTwin, PackagedTwin as Twin, PackagedTwinOptions as TwinOptions }

/**
 * A stand-in for Stripe inside this process.
 * `new Stripe('sk_test_…', { httpClient: Stripe.createFetchHttpClient(twin.fetch) })` talks to it.
 */
export const createTwin: (options?: PackagedTwinOptions) => PackagedTwin = create

/**
 * Serves a twin over HTTP, with `/v1` and `/v2` at the root of its origin.
 * @param options `port` 0 (when left out) takes a free one; `host` is 127.0.0.1 unless told otherwise
 * @throws Error `EADDRINUSE` when another process has that port
 */
export const serveTwin: (
  options?: PackagedTwinOptions & { port?: number; host?: string },
) => Promise<PackagedServedTwin> = serve
