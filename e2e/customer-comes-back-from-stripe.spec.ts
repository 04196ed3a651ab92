// Stripe sends customers back to one address, with a secret in it; they end on a clean page that shows what holds.
import { createCustomer, type TestCustomer } from './setup/customers.ts'
import { signHandoff, signInMember, startVisit } from './setup/host-app.ts'
import { createHttpClient } from './setup/http-client.ts'
import type { Portico } from './setup/instance.ts'
import { openShop } from './setup/shop.ts'
import { expect, test } from './setup/test.ts'

async function createTwo(portico: Portico): Promise<{ own: TestCustomer; other: TestCustomer }> {
  const { prices } = await openShop(portico)
  const own = await createCustomer(portico, prices.proMonthly)
  return { own, other: await createCustomer(portico, prices.proMonthly) }
}

test('each object leads to the page that shows it', async ({ portico }) => {
  const { own } = await createTwo(portico)
  const { stripe } = portico.twin
  const saved = await stripe.setupIntents.create({
    customer: own.id,
    payment_method: own.paymentMethod,
    confirm: true,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  })
  const { payments } = await stripe.invoices.retrieve(own.openInvoice, { expand: ['payments'] })
  const member = await signInMember(portico, { customer: own.id, sub: 'ada', role: 'owner' })

  for (const [query, page] of [
    [`setup_intent=${saved.id}`, `/payment-methods?done=saved&payment_method=${own.paymentMethod}`],
    [`setup_intent=${own.setupIntent}`, '/payment-methods?done=failed'],
    [`payment_intent=${payments?.data[0]?.payment.payment_intent}`, `/pay/${own.openInvoice}`],
    [`payment_intent=${own.paymentIntent}`, '/?done=not_finished'],
    [`session_id=${own.checkoutSession}`, '/?done=not_finished'],
    [
      `flow=subscription_cancel&subscription=${own.subscription}`,
      `/?done=subscription_cancel&subscription=${own.subscription}`,
    ],
    ['flow=customer_update', '/?done=customer_update'],
    ['redirect_status=succeeded', '/'],
  ]) {
    const answer = await member.get(`/return?${query}&setup_intent_client_secret=seti_1_secret_2`)
    expect([query, answer.status, answer.location]).toEqual([query, 303, page])
  }
})

test('another customer’s object is answered as one that does not exist', async ({ portico }) => {
  const { own, other } = await createTwo(portico)
  const member = await signInMember(portico, { customer: own.id, sub: 'ada', role: 'owner' })
  for (const [name, foreign, missing] of [
    ['setup_intent', other.setupIntent, 'seti_none'],
    ['payment_intent', other.paymentIntent, 'pi_none'],
    ['session_id', other.checkoutSession, 'cs_test_none'],
    ['flow=subscription_cancel&subscription', other.subscription, 'sub_none'],
  ]) {
    for (const id of [foreign, missing]) {
      const answer = await member.get(`/return?${name}=${id}`)
      expect([id, answer.status]).toEqual([id, 404])
      expect(answer.text).not.toContain(other.marker)
    }
  }
})

test('whoever is signed out signs in and comes back, without the secret', async ({ portico }) => {
  const { own } = await createTwo(portico)
  const client = createHttpClient(portico.url)
  const answer = await client.get(`/return?setup_intent=${own.setupIntent}&setup_intent_client_secret=seti_1_secret_2`)
  expect(answer.status).toBe(303)
  expect(answer.location).toBe(`/login/start?return_to=%2Freturn%3Fsetup_intent%3D${own.setupIntent}`)

  const nonce = await startVisit(client, `/return?setup_intent=${own.setupIntent}`)
  const token = await signHandoff(portico, { customer: own.id, sub: 'ada', role: 'owner', nonce })
  await client.postForm('/login/handoff', { token }, { origin: 'null', 'sec-fetch-site': 'cross-site' })
  const arrived = await client.get('/login/arrive')
  expect(arrived.location).toBe(`/return?setup_intent=${own.setupIntent}`)
})
