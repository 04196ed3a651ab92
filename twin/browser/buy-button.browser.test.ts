import { describe, expect, it } from 'vitest'
import { useEmbedShop } from './testing/embed-shop.ts'

const { site, page, monthly, customer, button, show, mintSession, checkOut } = await useEmbedShop()

describe('<stripe-buy-button>', () => {
  it('leads to checkout for the customer of the session', async () => {
    await show('stripe-buy-button', { 'customer-session-client-secret': await mintSession('buy_button') })
    expect(await checkOut(button(), /Buy now/)).toMatchObject({ mode: 'payment', customer })
  })

  it.each([
    [
      { 'client-reference-id': 'order_17-b', 'customer-email': 'jenny@example.com' },
      { client_reference_id: 'order_17-b', customer_email: 'jenny@example.com', customer: null },
    ],
    [
      { 'client-reference-id': 'a b', 'customer-email': 'jenny' },
      { client_reference_id: null, customer_email: null },
    ],
  ])('hands over %o', async (attributes, expected) => {
    await show('stripe-buy-button', attributes)
    expect(await checkOut(button(), /Buy now/)).toMatchObject(expected)
  })

  it('sells a subscription with the trial that it has', async () => {
    const success_url = `${site.url}thanks`
    await site.control('buy_buttons', { id: 'buy_btn_trial', price: monthly.id, success_url, trial_period_days: 7 })
    await show('stripe-buy-button', { 'buy-button-id': 'buy_btn_trial' })
    expect(await checkOut(button(), /Start trial/)).toMatchObject({ mode: 'subscription', amount_total: 0 })
  })

  it('refuses to sell once the session has expired', async () => {
    await show('stripe-buy-button', { 'customer-session-client-secret': await mintSession('buy_button') })
    await button().getByRole('button').waitFor()
    await site.control('clock', { advance: 31 * 60 })
    await button().getByRole('button').click()
    await expect.poll(() => button().getByRole('alert').textContent()).toContain('expired')
    expect(page.url()).toBe(site.url)
  })

  it('refuses a session for another component', async () => {
    await show('stripe-buy-button', { 'customer-session-client-secret': await mintSession('pricing_table') })
    await expect.poll(() => button().getByRole('alert').textContent()).toContain('buy_button')
  })
})
