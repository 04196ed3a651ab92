// A client of Stripe that only looks. It has no way to write, whoever calls it, and no answer holds an address or a secret
// with which somebody could go on to Stripe.
import Stripe from 'stripe'
import { createAnnouncingHttpClient } from './announcing-http-client.ts'
import { createStripe, type StripeClient } from './client.ts'

type MakeRequest = Stripe.HttpClient['makeRequest']
type Answer = Awaited<ReturnType<MakeRequest>>

/** Asked by POST, and changes nothing. */
const readingPosts = ['/v1/invoices/create_preview']
const addresses = ['hosted_invoice_url', 'invoice_pdf', 'receipt_url', 'hosted_verification_url']
const secrets = ['client_secret', 'confirmation_secret']

/** @param leadsTo stands in the place of every address at Stripe */
export function createReadOnlyStripe(
  env: Parameters<typeof createStripe>[0],
  { leadsTo }: { leadsTo: string },
): StripeClient {
  const httpClient = createAnnouncingHttpClient()
  const send = httpClient.makeRequest.bind(httpClient)
  httpClient.makeRequest = async (...request) => {
    const [, , path, method] = request
    if (method !== 'GET' && !readingPosts.includes(path)) return new RefusedAnswer()
    return withoutKeys(await send(...request), leadsTo)
  }
  return createStripe(env, httpClient)
}

/** What Stripe answers to a key that may not write. */
class RefusedAnswer extends Stripe.HttpClientResponse {
  constructor() {
    super(403, { 'content-type': 'application/json' })
  }

  override async toJSON() {
    return { error: { type: 'invalid_request_error', message: 'A preview only reads.' } }
  }
}

function withoutKeys(answer: Answer, leadsTo: string): Answer {
  const read = answer.toJSON.bind(answer)
  answer.toJSON = async () => replaceKeys(await read(), leadsTo)
  return answer
}

function replaceKeys(value: unknown, leadsTo: string): unknown {
  if (Array.isArray(value)) return value.map((item) => replaceKeys(item, leadsTo))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => {
      if (secrets.includes(name)) return [name, null]
      if (addresses.includes(name)) return [name, field === null ? null : leadsTo]
      return [name, replaceKeys(field, leadsTo)]
    }),
  )
}
