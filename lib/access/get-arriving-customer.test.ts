import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getArrivingCustomer } from './get-arriving-customer.ts'
import { type AccessTest, createAccessTest } from './testing.ts'

let test: AccessTest
beforeAll(async () => {
  test = await createAccessTest()
})
afterAll(() => test.close())

/** Stripe's own answers, for what the twin does not play: the other mode, and accounts of its second API. */
function get(id: string, status: number, body: object) {
  const asked: string[] = []
  const answer = async (input: RequestInfo | URL) => {
    asked.push(new URL(input instanceof Request ? input.url : input).pathname)
    return Response.json(body, { status })
  }
  const stripe = new Stripe('sk_test_ofThisVeryTest', { httpClient: Stripe.createFetchHttpClient(answer) })
  return { asked, customer: getArrivingCustomer({ ...test.services, stripe }, id) }
}

describe('getArrivingCustomer', () => {
  it('gives the name and the address that Stripe has', async () => {
    const { id } = await test.services.stripe.customers.create({ name: 'Globex GmbH', email: 'billing@globex.example' })
    const customer = await getArrivingCustomer(test.services, id)
    expect(customer).toEqual({ id, name: 'Globex GmbH', email: 'billing@globex.example' })
  })

  it('says that a customer is of the other mode', async () => {
    const message =
      "No such customer: 'cus_live'; a similar object exists in live mode, but a test mode key was used to make this request."
    const error = { type: 'invalid_request_error', code: 'resource_missing', param: 'id', message }
    await expect(get('cus_live', 404, { error }).customer).rejects.toMatchObject({
      code: 'customer_of_other_mode',
      status: 409,
    })
  })

  it('knows an account that is billed as a customer', async () => {
    const account = {
      id: 'acct_1',
      object: 'v2.core.account',
      display_name: 'Hooli',
      contact_email: 'pay@hooli.example',
    }
    const { asked, customer } = get('acct_1', 200, account)
    expect(await customer).toEqual({ id: 'acct_1', name: 'Hooli', email: 'pay@hooli.example' })
    expect(asked).toEqual(['/v2/core/accounts/acct_1'])
  })

  it('refuses an account that is closed, or not there', async () => {
    const closed = { id: 'acct_1', object: 'v2.core.account', closed: true }
    await expect(get('acct_1', 200, closed).customer).rejects.toMatchObject({ code: 'customer_deleted' })
    const error = { code: 'not_found', message: 'The requested resource was not found.' }
    await expect(get('acct_1', 404, { error }).customer).rejects.toMatchObject({ code: 'customer_not_found' })
  })
})
