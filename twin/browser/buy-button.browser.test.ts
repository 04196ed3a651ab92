import { describe, expect, it } from 'vitest'
import { useEmbedShop } from './testing/embed-shop.ts'

const { site, page, customer, button, show, mintSession, checkOut } = await useEmbedShop()

describe('<stripe-buy-button>', () => {
  it('leads to checkout for the customer of the session', async () => {
    await show('stripe-buy-button', { 'customer-session-client-secret': await mintSession('buy_button') })
    expect(await checkOut(button(), /Buy now/)).toMatchObject({ mode: 'payment', customer })
  })

  it('refuses to sell once the session has expired', async () => {
    await show('stripe-buy-button', { 'customer-session-client-secret': await mintSession('buy_button') })
    await button().getByRole('button').waitFor()
    await site.control('clock', { advance: 31 * 60 })
    await button().getByRole('button').click()
    expect(await button().getByRole('alert').textContent()).toContain('expired')
    expect(page.url()).toBe(site.url)
  })

  it('refuses a session for another component', async () => {
    await show('stripe-buy-button', { 'customer-session-client-secret': await mintSession('pricing_table') })
    expect(await button().getByRole('alert').textContent()).toContain('buy_button')
  })
})
