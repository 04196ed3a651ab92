import Stripe from 'stripe'
import { announce } from '#lib/notices.ts'

/** Stripe's own HTTP client, which also announces each call: what it was, how it ended and how long it took. */
export function createAnnouncingHttpClient(): Stripe.HttpClient {
  const client = Stripe.createNodeHttpClient()
  const send = client.makeRequest.bind(client)
  client.makeRequest = async (...request) => {
    const [, , path, method] = request
    const began = performance.now()
    const tell = (outcome: string) =>
      announce('stripe_call', {
        operation: `${method} ${withoutIds(path)}`,
        outcome,
        durationMs: performance.now() - began,
      })
    try {
      const response = await send(...request)
      tell(String(response.getStatusCode()))
      return response
    } catch (error) {
      tell('no_answer')
      throw error
    }
  }
  return client
}

/** An id has a digit or a capital as a rule, but a company may choose its customers' own. */
const idPrefix = /^(acct|bpc|card|cs|cus|ii|in|pi|pm|price|prod|seti|si|src|sub)_/

function withoutIds(path: string): string {
  const [pathname = ''] = path.split('?')
  return pathname
    .split('/')
    .map((segment) => (/^(v\d|[a-z_]*)$/.test(segment) && !idPrefix.test(segment) ? segment : ':id'))
    .join('/')
}
