import { Stripe } from 'stripe'
import { checkAnswer } from './contract/check-answer.ts'
import { PathTree } from './kernel/path-tree.ts'
import { operations } from './kernel/stripe-table.ts'
import { createTwin, type Twin, type TwinOptions } from './twin.ts'

const secretKey = 'sk_test_of_a_unit_test'

/** A twin of a test's own, the real SDK talking to it, and bare calls for what the SDK would not send. */
export function createTestTwin(options: TwinOptions = {}) {
  const twin = createTwin(options)
  twin.fetch = holdToTypes(twin.fetch)
  const stripeWith = (key: string) =>
    new Stripe(key, { httpClient: Stripe.createFetchHttpClient(twin.fetch), maxNetworkRetries: 0, telemetry: false })
  const call = async (method: string, path: string, settings: CallSettings = {}) => {
    const { key = secretKey, body, headers = {} } = settings
    const response = await twin.fetch(`https://api.stripe.com${path}`, {
      method,
      headers: {
        ...(key ? { authorization: `Bearer ${key}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    })
    return { status: response.status, headers: response.headers, body: await response.json() }
  }
  return { twin, stripe: stripeWith(secretKey), stripeWith, call, account: twin.account(secretKey) }
}

const documented = new PathTree<string>()
for (const { method, path, name } of operations) documented.add(method, path, name)

/** No test passes on an answer that the package's types do not know. */
function holdToTypes(answer: Twin['fetch']): Twin['fetch'] {
  return async (input, init) => {
    const response = await answer(input, init)
    const { pathname } = new URL(input instanceof Request ? input.url : input)
    const method = input instanceof Request ? input.method : (init?.method ?? 'GET')
    if (response.status !== 200 || !documented.find(method, pathname)) return response
    // A publishable key is answered a part of the object.
    const authorization = new Headers(input instanceof Request ? input.headers : init?.headers).get('authorization')
    if (authorization?.startsWith('Bearer pk_')) return response
    const problems = checkAnswer(await readJson(response.clone()))
    if (problems.length > 0)
      throw new Error(`${pathname} does not answer as Stripe's types say: ${problems.join('; ')}`)
    return response
  }
}

/** A fault may have broken the body. */
async function readJson(response: Response): Promise<unknown> {
  return response.json().catch(() => null)
}

type CallSettings = { key?: string; body?: string; headers?: Record<string, string> }
