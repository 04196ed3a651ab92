import { listen } from '#lib/notices.ts'
import { findRequestContext } from '#lib/web/request-context.ts'

/** So that the log's line of a request leads to the line in Stripe's own log. */
export function noteMints(): void {
  listen('mint', ({ stripeRequestId }) => {
    const context = findRequestContext()
    if (context) context.stripeRequestId = stripeRequestId
  })
}
