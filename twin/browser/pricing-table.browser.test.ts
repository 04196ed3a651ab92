import { AxeBuilder } from '@axe-core/playwright'
import { describe, expect, it } from 'vitest'
import { useEmbedShop } from './testing/embed-shop.ts'

const { site, page, once, customer, sellIn, table, button, show, mintSession, checkOut } = await useEmbedShop()

describe('<stripe-pricing-table>', () => {
  it('shows its prices under a strict content security policy', async () => {
    await show('stripe-pricing-table')
    await table().getByRole('heading', { name: 'Pro' }).waitFor()
    await expect.poll(() => table().getByText('€19.00').count()).toBe(1)
    await expect.poll(() => table().getByText('¥500').count()).toBe(1)
    expect(page.complaints).toEqual([])
  })

  it.each([280, 900])('is accessible and fits at %i px', async (width) => {
    await page.setViewportSize({ width, height: 800 })
    await show('stripe-pricing-table')
    await table().getByRole('heading', { name: 'Pro' }).waitFor()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
      .toBeLessThanOrEqual(0)
  })

  it('leads to checkout for the customer of the session', async () => {
    await show('stripe-pricing-table', {
      'customer-session-client-secret': await mintSession('pricing_table'),
      'client-reference-id': 'order_17-b',
    })
    expect(await checkOut(table(), /Pro/)).toMatchObject({
      mode: 'subscription',
      customer,
      client_reference_id: 'order_17-b',
    })
  })

  it('sells without a customer, but with the e-mail, when there is no session', async () => {
    await show('stripe-pricing-table', { 'customer-email': 'jenny+location_FR@example.com' })
    expect(await checkOut(table(), /Handbook/)).toMatchObject({
      mode: 'payment',
      customer: null,
      customer_email: 'jenny+location_FR@example.com',
    })
  })

  it('drops a bad reference and a bad e-mail without a word', async () => {
    await show('stripe-pricing-table', { 'client-reference-id': 'a/b', 'customer-email': 'nobody' })
    expect(await checkOut(table(), /Pro/)).toMatchObject({ client_reference_id: null, customer_email: null })
  })

  it('sells to nobody’s account once the session has expired', async () => {
    await show('stripe-pricing-table', { 'customer-session-client-secret': await mintSession('pricing_table') })
    await table().getByRole('heading', { name: 'Pro' }).waitFor()
    await site.control('clock', { advance: 31 * 60 })
    expect(await checkOut(table(), /Pro/)).toMatchObject({ customer: null })
  })

  it.each([
    ['a'.repeat(200), true],
    ['a'.repeat(201), false],
    ['', false],
  ])('hands over a reference up to 200 characters: %s', async (reference, isKept) => {
    await show('stripe-pricing-table', { 'client-reference-id': reference })
    expect((await checkOut(table(), /Pro/)).client_reference_id).toBe(isKept ? reference : null)
  })

  it('has its reference and its customer in the event of the completed checkout', async () => {
    await show('stripe-pricing-table', {
      'client-reference-id': 'order_17-b',
      'customer-session-client-secret': await mintSession('pricing_table'),
    })
    const { id } = await checkOut(table(), /Handbook/)
    const form = { email: 'jo@example.com', cardNumber: '4242424242424242', cardExpiry: '12 / 34', cardCvc: '123' }
    await site.twin.fetch(page.url(), { method: 'POST', body: new URLSearchParams({ ...form, billingName: 'Jo' }) })
    const [event] = (await site.stripe.events.list({ type: 'checkout.session.completed', limit: 1 })).data
    expect(event?.data.object).toMatchObject({
      id,
      client_reference_id: 'order_17-b',
      customer,
      payment_status: 'paid',
    })
  })

  it('stands beside others on one page, each for itself', async () => {
    await sellIn('prctbl_other', [once.id])
    await show('stripe-pricing-table')
    await show('stripe-pricing-table', { 'pricing-table-id': 'prctbl_other' })
    await show('stripe-buy-button')
    const other = page.frameLocator('stripe-pricing-table[pricing-table-id=prctbl_other] iframe')
    await other.getByRole('heading', { name: 'Handbook' }).waitFor()
    await expect.poll(() => other.getByRole('listitem').count()).toBe(1)
    await button().getByRole('button').waitFor()
    await expect.poll(() => page.locator('iframe').count()).toBe(3)
  })

  it('follows its attributes, and shows nothing without an id', async () => {
    await sellIn('prctbl_other', [once.id])
    await show('stripe-pricing-table')
    await table().getByRole('heading', { name: 'Pro' }).waitFor()
    const setId = (id: string) =>
      page.evaluate((id) => document.querySelector('stripe-pricing-table')?.setAttribute('pricing-table-id', id), id)
    await setId('prctbl_other')
    await expect.poll(() => table().getByRole('listitem').count()).toBe(1)
    await setId('')
    await expect.poll(() => page.locator('iframe').count()).toBe(0)
  })

  it.each([
    ['a table that there is not', { 'pricing-table-id': 'prctbl_none' }, 'No such pricing_table'],
    ['a key that nobody has', { 'publishable-key': 'sk_test_1234' }, 'key'],
  ])('says what is wrong with %s', async (_what, attributes, message) => {
    await show('stripe-pricing-table', attributes)
    await expect.poll(() => table().getByRole('alert').textContent()).toContain(message)
  })

  it('can be read on a dark page', async () => {
    await page.evaluate(() => Object.assign(document.body.style, { background: '#111111', color: '#eeeeee' }))
    await show('stripe-pricing-table')
    await show('stripe-buy-button')
    await table().getByRole('heading', { name: 'Pro' }).waitFor()
    await button().getByRole('button').waitFor()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  })

  it('says what is wrong with a secret that nobody gave out', async () => {
    await show('stripe-pricing-table', { 'customer-session-client-secret': 'cuss_secret_none' })
    await expect.poll(() => table().getByRole('alert').textContent()).toContain('customer session client secret')
  })

  it('leaves nothing behind when it is taken from the page', async () => {
    await show('stripe-pricing-table')
    await table().getByRole('heading', { name: 'Pro' }).waitFor()
    await page.evaluate(() => document.querySelector('stripe-pricing-table')?.remove())
    await expect.poll(() => page.locator('iframe').count()).toBe(0)
  })
})
