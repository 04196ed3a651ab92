import { describe, expect, it } from 'vitest'
import { Person } from '../testing.ts'
import { createTestPortal } from './testing.ts'

async function setUp() {
  const portal = await createTestPortal()
  const letters = async () => {
    const headers = { authorization: 'Bearer sk_test_of_a_unit_test' }
    const answer = await portal.twin.fetch('http://twin/_twin/letters', { headers })
    return ((await answer.json()) as { data: { to: string; url: string }[] }).data
  }
  const expire = async (after_expiration?: { type: 'customer_login'; customer_login?: { expires_at: number } }) => {
    const session = await portal.createSession(after_expiration ? { after_expiration } : {})
    portal.account.setClock(portal.account.now() + 301, true)
    return new Person(portal.twin.fetch).open(session.url)
  }
  return { ...portal, letters, expire }
}

describe('an expired portal session', () => {
  it('is replaced by e-mail, for its customer’s address alone, with the same answer for any', async () => {
    const { expire, letters, twin } = await setUp()
    const [known, unknown] = [await expire({ type: 'customer_login' }), await expire({ type: 'customer_login' })]
    expect(known.status).toBe(410)
    await known.press('Send link', { email: ' Pay@Globex.example' })
    await unknown.press('Send link', { email: 'nobody@globex.example' })
    expect(known.text).toBe(unknown.text)
    expect(known.sees('Check your e-mail')).toBe(true)
    const [letter, ...others] = await letters()
    expect(others).toEqual([])
    const person = await new Person(twin.fetch).open(letter?.url ?? '')
    expect(person.sees('€49.00 per month')).toBe(true)
  })

  it('stays shut without after_expiration, and after its deadline', async () => {
    const { expire, letters, twin, account } = await setUp()
    const shut = await expire()
    const late = await expire({ type: 'customer_login', customer_login: { expires_at: account.now() + 200 } })
    for (const person of [shut, late]) {
      expect(person.sees('Send link')).toBe(false)
      const body = new URLSearchParams({ email: 'pay@globex.example' })
      expect((await twin.fetch(`${person.url}/recovery`, { method: 'POST', body })).status).toBe(404)
    }
    expect(await letters()).toEqual([])
  })
})

describe('/p/login/:configuration', () => {
  it('sends a customer a link, and anyone the same answer', async () => {
    const { stripe, twin, letters } = await setUp()
    const { login_page } = await stripe.billingPortal.configurations.create({
      features: { invoice_history: { enabled: true } },
      login_page: { enabled: true },
    })
    const person = await new Person(twin.fetch).open(login_page.url ?? '')
    await person.press('Send link', { email: 'nobody@example.com' })
    const answer = person.text
    await (await person.open(login_page.url ?? '')).press('Send link', { email: 'pay@globex.example' })
    expect(person.text).toBe(answer)
    const [letter] = await letters()
    expect((await person.open(letter?.url ?? '')).sees('Invoice history')).toBe(true)
  })

  it('is not there for a configuration without one', async () => {
    const { stripe, twin } = await setUp()
    const { data } = await stripe.billingPortal.configurations.list()
    for (const { id } of data) {
      expect((await new Person(twin.fetch).open(`http://127.0.0.1:12111/p/login/${id}`)).status).toBe(404)
    }
  })
})
