import type { LedgerEntry } from '#twin/playwright/test.ts'
import { type Member, signInMember } from '../setup/host-app.ts'
import type { Answer } from '../setup/http-client.ts'
import { createHttpClient } from '../setup/http-client.ts'
import type { Portico } from '../setup/instance.ts'
import { isWrite } from '../setup/ledger.ts'
import { findLoginReference } from '../setup/open-services.ts'
import { expect, test } from '../setup/test.ts'
import { getTwoCustomers, type TwoCustomers } from '../setup/two-customers.ts'
import { callsWithoutIds, unknownLike, withoutIds } from './compare-answers.ts'

interface World extends TwoCustomers {
  member: Member
  /** What a page sends along with each request. */
  login: string
  reference: Record<string, string>
}

async function prepare(portico: Portico): Promise<World> {
  const two = await getTwoCustomers(portico)
  const member = await signInMember(portico, { customer: two.a.id })
  const login = await findLoginReference(portico, member)
  return { ...two, member, login, reference: { 'portico-login': login } }
}

/** The calls to Stripe while something was tried. */
async function watchCalls(portico: Portico, tryIt: () => Promise<Answer>) {
  const last = (await portico.twin.ledger()).at(-1)?.sequence ?? 0
  const answer = await tryIt()
  return { answer, calls: await portico.twin.ledger(last) }
}

const writes = (calls: LedgerEntry[]) => calls.filter(isWrite)

test.describe('asking for another customer by name', () => {
  const bodies: [string, (b: string) => string, number][] = [
    ['customer', (b) => `{"components":["payment_element"],"customer":"${b}"}`, 422],
    ['customer as an array', (b) => `{"components":["payment_element"],"customer":["${b}"]}`, 422],
    ['customer as an object', (b) => `{"components":["payment_element"],"customer":{"id":"${b}"}}`, 422],
    ['customer_account', (b) => `{"components":["payment_element"],"customer_account":"${b}"}`, 422],
    ['customer twice', (b) => `{"components":["payment_element"],"customer":"cus_a","customer":"${b}"}`, 400],
    ['a component that carries it', (b) => `{"components":[{"payment_element":{"customer":"${b}"}}]}`, 422],
    ['login in the body', (b) => `{"components":["payment_element"],"login":{"customer":"${b}"}}`, 422],
    ['a prototype', (b) => `{"components":["payment_element"],"__proto__":{"customer":"${b}"}}`, 400],
  ]
  for (const [what, body, status] of bodies) {
    test(`in the body (${what}) mints nothing`, async ({ portico }) => {
      const { b, member, reference } = await prepare(portico)
      const { answer, calls } = await watchCalls(portico, () =>
        member.send('POST', '/api/customer-sessions', {
          headers: {
            origin: portico.url,
            'sec-fetch-site': 'same-origin',
            'content-type': 'application/json',
            ...reference,
          },
          body: body(b.id),
        }),
      )
      expect(answer.status).toBe(status)
      expect(calls).toEqual([])
    })
  }

  test('in the query, headers and cookies mints for the signed-in one', async ({ portico }) => {
    const { a, b, member, reference } = await prepare(portico)
    const query = `?customer=${b.id}&customer_account=${b.id}&customer[]=${b.id}&stripe_customer=${b.id}`
    const headers = { ...reference, 'x-customer-id': b.id, 'stripe-customer': b.id, 'x-forwarded-user': b.id }
    member.cookies.set('customer', b.id)
    for (const [path, body] of [
      ['/api/customer-sessions', { components: ['payment_element', 'buy_button'] }],
      ['/api/setup-intents', {}],
    ] as const) {
      const { answer, calls } = await watchCalls(portico, () => member.postJson(`${path}${query}`, body, headers))
      expect(answer.status).toBe(200)
      expect(writes(calls).map(({ params }) => (params as { customer: string }).customer)).toEqual([a.id])
      expect(JSON.stringify(calls)).not.toContain(b.id)
    }
  })

  test('in a form mints no portal session', async ({ portico }) => {
    const { b, member, login } = await prepare(portico)
    for (const name of ['customer', 'customer_account', 'flow_data[customer]', 'customer[]']) {
      const { answer, calls } = await watchCalls(portico, () =>
        member.postForm('/api/portal-sessions', { flow: 'portal_homepage', login, [name]: b.id }),
      )
      expect(answer.status).toBe(422)
      expect(calls).toEqual([])
    }
  })

  test('in the query of a form mints for the signed-in one', async ({ portico }) => {
    const { a, b, member, login } = await prepare(portico)
    const { answer, calls } = await watchCalls(portico, () =>
      member.postForm(
        `/api/portal-sessions?customer=${b.id}&configuration=bpc_evil`,
        { flow: 'portal_homepage', login },
        { 'x-customer-id': b.id },
      ),
    )
    expect(answer.status).toBe(303)
    expect(writes(calls).map(({ params }) => (params as { customer: string }).customer)).toEqual([a.id])
    expect(JSON.stringify(calls)).not.toContain(b.id)
  })

  test('with the reference of another login does nothing', async ({ portico }) => {
    const { b, member } = await prepare(portico)
    const other = await signInMember(portico, { customer: b.id, sub: 'user_bob' })
    const foreign = { 'portico-login': await findLoginReference(portico, other) }
    for (const headers of [foreign, { 'portico-login': '' }, { 'portico-login': b.id }, {}]) {
      const { answer, calls } = await watchCalls(portico, () =>
        member.postJson('/api/customer-sessions', { components: ['payment_element'] }, headers),
      )
      expect(answer.status).toBe(409)
      expect(writes(calls)).toEqual([])
      expect(JSON.stringify(calls)).not.toContain(b.id)
    }
  })
})

const change = { item: 'si_own', price: 'price_listed' }

type Attempt = (world: World, id: string) => Promise<Answer>

const attempts: [what: string, idOf: (world: World) => string, status: number, attempt: Attempt][] = [
  ['the page of an open invoice', ({ b }) => b.openInvoice, 404, ({ member }, id) => member.get(`/pay/${id}`)],
  ['the page of a paid invoice', ({ b }) => b.paidInvoice, 404, ({ member }, id) => member.get(`/pay/${id}`)],
  [
    'paying an invoice',
    ({ b }) => b.openInvoice,
    404,
    ({ member, reference }, id) => member.postJson('/api/invoice-payments', { invoice: id }, reference),
  ],
  [
    'paying with a card',
    ({ b }) => b.paymentMethod,
    404,
    ({ member, login }, id) => member.postForm('/api/default-payment-method', { payment_method: id, login }),
  ],
  [
    'paying for a subscription with the own card',
    ({ b }) => b.subscription,
    404,
    ({ member, login, a }, id) =>
      member.postForm('/api/default-payment-method', { payment_method: a.paymentMethod, subscription: id, login }),
  ],
  ...['subscription_cancel', 'subscription_update', 'subscription_update_confirm', 'subscription_pause'].map(
    (flow): (typeof attempts)[number] => [
      `the portal's ${flow}`,
      ({ b }) => b.subscription,
      404,
      ({ member, login }, id) =>
        member.postForm('/api/portal-sessions', { flow, subscription: id, login, ...(isConfirm(flow) && change) }),
    ],
  ),
  [
    '/return with a setup intent',
    ({ b }) => b.setupIntent,
    404,
    ({ member }, id) => member.get(returnWith('setup_intent', id)),
  ],
  [
    '/return with a payment intent',
    ({ b }) => b.paymentIntent,
    404,
    ({ member }, id) => member.get(returnWith('payment_intent', id)),
  ],
  [
    '/return with a checkout session',
    ({ b }) => b.checkoutSession,
    404,
    ({ member }, id) => member.get(returnWith('session_id', id)),
  ],
]

function isConfirm(flow: string): boolean {
  return flow === 'subscription_update_confirm'
}

function returnWith(name: string, id: string) {
  return `/return?${name}=${id}&${name}_client_secret=${id}_secret_foreign&redirect_status=succeeded`
}

test.describe('an object of another customer', () => {
  for (const [what, idOf, status, attempt] of attempts) {
    test(`looks like one that does not exist: ${what}`, async ({ portico }) => {
      const world = await prepare(portico)
      const foreign = idOf(world)
      const unknown = unknownLike(foreign)
      const ofForeign = await watchCalls(portico, () => attempt(world, foreign))
      const ofUnknown = await watchCalls(portico, () => attempt(world, unknown))
      expect(ofForeign.answer.status).toBe(status)
      expect(ofForeign.answer.text).not.toContain(world.b.marker)
      expect(withoutIds(ofForeign.answer, foreign)).toEqual(withoutIds(ofUnknown.answer, unknown))
      expect(callsWithoutIds(ofForeign.calls, foreign)).toEqual(callsWithoutIds(ofUnknown.calls, unknown))
      // Stripe itself refuses a portal session for another's subscription.
      expect(writes(ofForeign.calls).filter(({ status }) => status < 400)).toEqual([])
    })
  }
})

test.describe('/return', () => {
  const idsOf = ({ b }: TwoCustomers) => [
    ['session_id', b.checkoutSession],
    ['setup_intent', b.setupIntent],
    ['payment_intent', b.paymentIntent],
  ]

  test('signs nobody in and mints nothing, signed out', async ({ portico }) => {
    const two = await getTwoCustomers(portico)
    for (const [name = '', id = ''] of idsOf(two)) {
      const stranger = createHttpClient(portico.url)
      const { answer, calls } = await watchCalls(portico, () => stranger.get(returnWith(name, id)))
      expect(answer.status).toBeGreaterThanOrEqual(303)
      expect(answer.status).toBeLessThan(500)
      expect([...stranger.cookies.keys()].filter((cookie) => cookie.includes('login'))).toEqual([])
      expect(calls).toEqual([])
      expect(answer.text + answer.location).not.toContain('_secret_')
    }
  })

  test('leads to an address without the secret that Stripe appends', async ({ portico }) => {
    const { a, member } = await prepare(portico)
    for (const [name = '', id = ''] of idsOf({ ...(await getTwoCustomers(portico)), b: a })) {
      const answer = await member.get(returnWith(name, id))
      expect(answer.status).toBe(303)
      expect(answer.location).not.toContain('secret')
    }
  })
})

test('no page shows anything of another customer', async ({ portico }) => {
  const { a, b, member } = await prepare(portico)
  const paths = ['/', '/invoices', '/plans', '/buy', '/payment-methods', '/manage', `/pay/${a.openInvoice}`]
  for (const path of paths) {
    for (const query of ['', `?customer=${b.id}`, `?member=${b.id}&q=${b.id}&starting_after=${b.paidInvoice}`]) {
      for (const answer of [await member.get(`${path}${query}`), await member.getData(`${path}${query}`)]) {
        expect(answer.status, path).toBe(200)
        expect(answer.text, path).not.toContain(b.marker)
      }
    }
  }
  expect((await member.get('/')).text).toContain(a.marker)
})
