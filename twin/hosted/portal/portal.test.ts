import { describe, expect, it } from 'vitest'
import { Person } from '../testing.ts'
import { createTestPortal, testCard } from './testing.ts'

describe('/p/session/:key', () => {
  it('shows plan, card, details and invoices, escaped, with a way back and the mark of the stand-in', async () => {
    const { open } = await createTestPortal()
    const person = await open()
    expect(person.status).toBe(200)
    for (const words of [
      'Test stand-in for Stripe: no real money',
      'Your Acme account',
      'Pro <plan>',
      'Active',
      '€49.00 per month',
      'Renews on',
      'Visa •••• 4242',
      'Default',
      'pay@globex.example',
      'Paid',
    ]) {
      expect(person.sees(words), words).toBe(true)
    }
    expect(person.text).not.toContain('<plan>')
    expect((await person.follow('Return to')).leftTo).toBe('https://host.example/return')
  })

  it('offers only what the configuration has, at the pages’ addresses too', async () => {
    const { stripe, customer, twin, subscription } = await createTestPortal()
    const { id } = await stripe.billingPortal.configurations.create({
      features: { invoice_history: { enabled: true } },
    })
    const session = await stripe.billingPortal.sessions.create({ customer: customer.id, configuration: id })
    const person = await new Person(twin.fetch).open(session.url)
    for (const words of [
      'Update subscription',
      'Cancel subscription',
      'Pause subscription',
      'Payment methods',
      'Billing information',
    ]) {
      expect(person.sees(words), words).toBe(false)
    }
    const paths = ['cancel', 'pause', 'update', 'update/confirm', 'keep', 'resume'].map(
      (name) => `/subscriptions/${subscription.id}/${name}`,
    )
    for (const path of [...paths, '/payment-methods/new', '/customer']) {
      expect((await new Person(twin.fetch).open(session.url + path)).status, path).toBe(404)
      const posted = await twin.fetch(session.url + path, {
        method: 'POST',
        body: new URLSearchParams(testCard('4242424242424242')),
      })
      expect(posted.status, path).toBe(404)
    }
    expect((await stripe.subscriptions.retrieve(subscription.id)).cancel_at).toBeNull()
  })

  it('shows nothing of other customers', async () => {
    const { stripe, open, monthly } = await createTestPortal()
    const other = await stripe.customers.create({
      payment_method: 'pm_card_mastercard',
      invoice_settings: { default_payment_method: 'pm_card_mastercard' },
    })
    const foreign = await stripe.subscriptions.create({ customer: other.id, items: [{ price: monthly.id }] })
    const method = (await stripe.paymentMethods.list({ customer: other.id })).data[0]
    const person = await open()
    const at = person.url
    expect(person.sees('Mastercard')).toBe(false)
    for (const path of [`/subscriptions/${foreign.id}/cancel`, `/payment-methods/${method?.id}/remove`]) {
      expect((await person.open(at + path)).status).toBe(404)
    }
  })

  it('opens nothing with a made-up secret, nor with the id of the session', async () => {
    const { createSession, twin, customer } = await createTestPortal()
    const session = await createSession()
    for (const key of ['test_made_up', session.id, customer.id]) {
      const person = await new Person(twin.fetch).open(new URL(`/p/session/${key}`, session.url).href)
      expect(person.status).toBe(404)
      expect(person.sees('pay@globex.example')).toBe(false)
    }
  })

  it('lives five minutes unused, and an hour after the last visit', async () => {
    const { createSession, twin, account, subscription, current } = await createTestPortal()
    const [unused, used] = [await createSession(), await createSession()]
    await new Person(twin.fetch).open(used.url)
    account.setClock(account.now() + 5 * 60, true)
    const late = await new Person(twin.fetch).open(unused.url)
    expect(late.status).toBe(410)
    expect(late.sees('This link has expired')).toBe(true)
    expect(late.sees('pay@globex.example')).toBe(false)
    account.setClock(account.now() + 50 * 60)
    expect((await new Person(twin.fetch).open(used.url)).status).toBe(200)
    account.setClock(account.now() + 59 * 60)
    expect((await new Person(twin.fetch).open(used.url)).status).toBe(200)
    account.setClock(account.now() + 60 * 60)
    const cancel = `${used.url}/subscriptions/${subscription.id}/cancel`
    expect((await twin.fetch(cancel, { method: 'POST', body: new URLSearchParams() })).status).toBe(410)
    expect((await current()).cancel_at).toBeNull()
  })

  it.each([
    { asked: { locale: 'de' }, browser: 'fr', lang: 'de', words: ['Aktuelles Abonnement', '49,00\u00a0€ pro Monat'] },
    { asked: { locale: 'auto' }, browser: 'fr-CA,en;q=0.5', lang: 'fr-CA', words: ['Abonnement actuel'] },
    { asked: { locale: 'fi' }, browser: 'de', lang: 'en', words: ['Current subscription'] },
    { asked: {}, browser: 'xx', lang: 'en', words: ['Current subscription'] },
  ])('speaks $lang when the session asks for $asked and the browser for $browser', async (one) => {
    const { open } = await createTestPortal()
    const person = await open(one.asked, one.browser)
    expect(person.text).toContain(`<html lang="${one.lang}">`)
    for (const words of one.words) expect(person.text).toContain(words)
  })

  it('speaks the customer’s preferred language before the browser’s', async () => {
    const { stripe, customer, open } = await createTestPortal()
    await stripe.customers.update(customer.id, { preferred_locales: ['sv', 'fr'] })
    expect((await open({}, 'de')).text).toContain('<html lang="fr">')
  })
})
