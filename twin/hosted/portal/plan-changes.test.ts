import { describe, expect, it } from 'vitest'
import { createTestPortal, everything } from './testing.ts'

const withCodes = { default_allowed_updates: ['price', 'promotion_code'] }

describe('a change of plan in the portal', () => {
  it('takes a promotion code where the configuration has it, and says no more of a bad one than that', async () => {
    const { stripe, open, subscription, yearly, current } = await createTestPortal(everything, withCodes)
    const { id: coupon } = await stripe.coupons.create({ percent_off: 10, duration: 'forever' })
    await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon }, code: 'LOYAL' })
    const page = await open()
    await page.follow('Update subscription')
    await page.press('Continue', { price: yearly.id })
    await page.press('Apply', { promotion_code: 'nothing' })
    expect(page.alert).toBe('This code is invalid.')
    await page.press('Apply', { promotion_code: 'loyal' })
    expect(page.sees('Discount 10% off forever')).toBe(true)
    await page.press('Confirm')
    expect(page.sees('Your subscription was updated.')).toBe(true)
    const after = await current()
    expect(after.items.data[0]?.price.id).toBe(yearly.id)
    expect(after.discounts).toHaveLength(1)
    expect(after.id).toBe(subscription.id)
  })

  it('offers no code where the configuration has none, and takes none by its address', async () => {
    const { open, yearly, stripe, current } = await createTestPortal()
    const { id: coupon } = await stripe.coupons.create({ percent_off: 10, duration: 'forever' })
    await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon }, code: 'LOYAL' })
    const page = await open()
    await page.follow('Update subscription')
    await page.press('Continue', { price: yearly.id })
    expect(page.sees('Promotion code')).toBe(false)
    await page.open(`${page.url}&promotion_code=LOYAL`)
    await page.press('Confirm')
    expect((await current()).discounts).toEqual([])
  })

  it('is refused by name where it would wait for the end of the period, with a way back', async () => {
    const { open, monthly, stripe, subscription, item, yearly } = await createTestPortal(everything, {
      schedule_at_period_end: { conditions: [{ type: 'shortening_interval' }] },
    })
    await stripe.subscriptions.update(subscription.id, { items: [{ id: item, price: yearly.id }] })
    const page = await open()
    await page.follow('Update subscription')
    await page.press('Continue', { price: monthly.id })
    expect(page.alert).toContain('does not play a change of plan in the portal that waits for the end of the period')
    await page.follow('Go back')
    expect(page.sees('Current subscription')).toBe(true)
  })

  it('says why a plan cannot be changed to whoever comes by an address of before', async () => {
    const { stripe, open, subscription } = await createTestPortal()
    const page = await open()
    const { url: home } = page
    await stripe.subscriptions.update(subscription.id, { collection_method: 'send_invoice', days_until_due: 7 })
    await page.open(`${home}/subscriptions/${subscription.id}/update`)
    expect([page.status, page.alert]).toEqual([
      400,
      'This subscription cannot be updated because its invoices are sent for manual payment.',
    ])
    await page.follow('Go back')
    expect(page.sees('Current subscription')).toBe(true)
  })
})

describe('a cancellation in the portal', () => {
  it('asks for the company’s own reasons, too', async () => {
    const { stripe, open, current } = await createTestPortal()
    const option = await stripe.billing.feedbackOptions.create({ description: 'We go back to paper' })
    const gone = await stripe.billing.feedbackOptions.create({ description: 'Out of date' })
    const [configuration] = (await stripe.billingPortal.configurations.list({ is_default: false })).data
    await stripe.billingPortal.configurations.update(configuration?.id ?? '', {
      features: {
        subscription_cancel: {
          enabled: true,
          cancellation_reason: { enabled: true, options: ['other'], feedback_options: [option.id, gone.id] },
        },
      },
    })
    await stripe.billing.feedbackOptions.deactivate(gone.id)
    const page = await open()
    await page.follow('Cancel subscription')
    await page.press('Cancel subscription')
    expect(page.sees('We go back to paper')).toBe(true)
    expect(page.sees('Out of date')).toBe(false)
    await page.press('Submit', { feedback: option.id, comment: 'Nothing personal' })
    expect((await current()).cancellation_details).toMatchObject({
      feedback: null,
      feedback_option: option.id,
      comment: 'Nothing personal',
    })
  })
})

describe('the portal’s forms', () => {
  it('keep what was typed when something is wrong, and say where', async () => {
    const { open } = await createTestPortal()
    const page = await open(undefined, 'de')
    await page.follow('Daten ändern')
    await page.press('Speichern', { name: 'Initech', tax_id_type: 'eu_vat', tax_id_value: 'DE1' })
    expect(page.alert).toContain('Steuernummer')
    expect(page.text).toContain('value="Initech"')
    expect(page.text).toMatch(/id="tax_id_value"[^>]*aria-invalid="true"/)
    expect(page.text).toContain('Teststellvertreter für Stripe')
  })

  it('speak the browser’s language where there is no session', async () => {
    const { twin } = await createTestPortal()
    const answer = await twin.fetch('https://twin.test/p/session/test_nothing', {
      headers: { 'accept-language': 'fr' },
    })
    const text = await answer.text()
    expect(text).toContain('<html lang="fr">')
    expect(text).toContain('Ce lien n’ouvre rien')
  })
})
