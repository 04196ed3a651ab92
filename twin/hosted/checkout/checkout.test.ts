import { describe, expect, it } from 'vitest'
import { knownCard, openTestCheckout, sepaAccount, testCard } from './testing.ts'

describe('how the checkout page is paid', () => {
  it('offers saved cards, takes one away, and saves another where the customer wants it', async () => {
    const { stripe, open, current, customer } = await openTestCheckout()
    const save = async (token: string) => {
      const method = await stripe.paymentMethods.attach(token, { customer: customer.id })
      return stripe.paymentMethods.update(method.id, { allow_redisplay: 'always' })
    }
    const [visa, mastercard] = [await save('pm_card_visa'), await save('pm_card_mastercard')]
    const page = await open({
      customer: customer.id,
      saved_payment_method_options: { payment_method_remove: 'enabled', payment_method_save: 'enabled' },
    })
    await page.press('Remove', { removeMethod: mastercard.id })
    expect(page.sees('The saved payment method was removed.')).toBe(true)
    expect((await stripe.paymentMethods.retrieve(mastercard.id)).customer).toBe(null)
    expect(page.text).toContain(visa.id)
    expect(page.sees('pay@globex.example')).toBe(true)
    await page.press('Subscribe', { ...knownCard('5555555555554444'), paymentMethod: 'card', saveMethod: 'yes' })
    const { subscription } = await current()
    const { default_payment_method: paying } = await stripe.subscriptions.retrieve(subscription as string)
    expect((await stripe.paymentMethods.retrieve(paying as string)).allow_redisplay).toBe('always')
  })

  it('takes a debit, which is processing until the bank answers', async () => {
    const { stripe, account, open, current } = await openTestCheckout()
    const product_data = { name: 'Book' }
    const line_items = [{ price_data: { currency: 'eur', unit_amount: 2000, product_data }, quantity: 1 }]
    const page = await open({ mode: 'payment', line_items })
    await page.press('Pay €20.00', { ...sepaAccount('DE1'), email: 'ada@example.com' })
    expect(page.alert).toContain('The IBAN you provided is invalid.')
    await page.press('Pay €20.00', { ...sepaAccount('DE89370400440532013000'), email: 'ada@example.com' })
    expect(await current()).toMatchObject({ status: 'complete', payment_status: 'unpaid' })
    account.setClock(account.now() + 60)
    expect((await current()).payment_status).toBe('paid')
    expect((await stripe.events.list({ type: 'checkout.session.async_payment_succeeded' })).data).toHaveLength(1)
  })

  it('keeps what was typed after a decline, and never the card’s number', async () => {
    const { open } = await openTestCheckout()
    const page = await open({ phone_number_collection: { enabled: true } })
    const phone = { phoneNumber: '+49 30 901820' }
    await page.press('Subscribe', { ...testCard('4000000000000002'), ...phone })
    expect(page.status).toBe(402)
    expect(page.alert).toBe('Your card was declined.')
    expect(page.text).toContain('value="+49 30 901820"')
    expect(page.text).toContain('value="Ada Lovelace"')
    expect(page.text).not.toContain('4000000000000002')
    expect(page.text).not.toContain('value="123"')
  })

  it('saves a card for later', async () => {
    const { stripe, open, current, customer } = await openTestCheckout()
    const page = await open({ mode: 'setup', currency: 'eur', customer: customer.id, line_items: undefined })
    await page.press('Save card', knownCard())
    expect(page.alert).toBe('')
    expect(await current()).toMatchObject({ status: 'complete', payment_status: 'no_payment_required' })
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1)
  })
})

describe('a checkout that is over', () => {
  it('says so to whoever comes back', async () => {
    const { open, current } = await openTestCheckout()
    const page = await open()
    await page.press('Subscribe', testCard())
    expect(page.leftTo).toBe(`https://host.example/done?session=${(await current()).id}`)
    await page.open(page.url)
    expect(page.sees("You're all done here")).toBe(true)
  })

  it('leads from an expired session to a new one, where the host allows it', async () => {
    const { stripe, open, current } = await openTestCheckout()
    const page = await open({ after_expiration: { recovery: { enabled: true, allow_promotion_codes: true } } })
    const { id } = await stripe.checkout.sessions.expire((await current()).id)
    await page.open(page.url)
    expect(page.status).toBe(410)
    await page.follow('Start again')
    expect(page.sees('Add promotion code')).toBe(true)
    const [recovered] = (await stripe.checkout.sessions.list({ limit: 1 })).data
    expect(recovered).toMatchObject({ recovered_from: id, status: 'open' })
  })

  it.each([
    ['de', 'Abonnieren', 'Ihre Karte wurde abgelehnt.'],
    ['fr', 'S’abonner', 'Votre carte a été refusée.'],
  ] as const)('speaks %s where the session does', async (locale, button, refusal) => {
    const { open } = await openTestCheckout()
    const page = await open({ locale })
    expect(page.text).toContain(`<html lang="${locale}">`)
    await page.press(button, testCard('4000000000000002'))
    expect(page.alert).toBe(refusal)
  })
})
