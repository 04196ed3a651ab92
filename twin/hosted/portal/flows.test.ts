import { describe, expect, it } from 'vitest'
import { createTestPortal, testCard } from './testing.ts'

const redirect = { type: 'redirect', redirect: { return_url: 'https://host.example/done?flow=1' } }

describe('a flow of the portal', () => {
  it('opens at its own page, shows no other, and leads where it was told to', async () => {
    const { flow, subscription, current } = await createTestPortal()
    const person = await flow('subscription_cancel', {}, redirect)
    const start = person.url
    expect(start).toContain(`/subscriptions/${subscription.id}/cancel`)
    for (const path of ['', '/customer', '/payment-methods/new', `/subscriptions/${subscription.id}/update`]) {
      expect((await person.open(start.replace(/\/subscriptions.*/, path))).url).toBe(start)
    }
    await person.press('Cancel subscription')
    expect((await current()).cancel_at).not.toBeNull()
    expect(person.leftTo).toBeUndefined()
    await person.press('No thanks')
    expect(person.leftTo).toBe('https://host.example/done?flow=1')
    await person.open(start)
    expect(person.sees("You're all set")).toBe(true)
  })

  it('pauses', async () => {
    const { flow, current } = await createTestPortal()
    const person = await flow('subscription_pause', {}, redirect)
    await person.press('Pause subscription')
    expect(person.leftTo).toBe('https://host.example/done?flow=1')
    expect((await current()).status).toBe('paused')
  })

  it('lets the customer choose another plan', async () => {
    const { flow, current, yearly } = await createTestPortal()
    const person = await flow('subscription_update', {}, redirect)
    await person.press('Continue', { price: yearly.id })
    await person.press('Confirm')
    expect(person.leftTo).toBe('https://host.example/done?flow=1')
    expect((await current()).items.data[0]?.price.id).toBe(yearly.id)
  })

  it('confirms the one change that it was made for, whatever the address says', async () => {
    const { flow, current, yearly, monthly, item, subscription } = await createTestPortal()
    const person = await flow('subscription_update_confirm', { items: [{ id: item, price: yearly.id }] }, redirect)
    expect(person.url).toContain(`/subscriptions/${subscription.id}/update/confirm`)
    await person.open(`${person.url}?price=${monthly.id}&quantity=50`)
    expect(person.sees('€490.00 per year')).toBe(true)
    await person.press('Confirm')
    expect(await current()).toMatchObject({ items: { data: [{ price: { id: yearly.id }, quantity: 1 }] } })
  })

  it('sets the card that pays, after a decline, and confirms in the host’s words', async () => {
    const { open, stripe, customer } = await createTestPortal()
    const person = await open({
      flow_data: {
        type: 'payment_method_update',
        after_completion: {
          type: 'hosted_confirmation',
          hosted_confirmation: { custom_message: 'Thanks <b>a lot</b>' },
        },
      },
    })
    await person.press('Add', testCard('4000000000009995'))
    expect(person.sees('Your card has insufficient funds.')).toBe(true)
    await person.press('Add', testCard('5555555555554444'))
    expect(person.url).toMatch(/\/confirmation$/)
    expect(person.sees('Thanks <b>a lot</b>')).toBe(true)
    const [newest] = (await stripe.paymentMethods.list({ customer: customer.id })).data
    expect(newest?.card?.last4).toBe('4444')
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({
      invoice_settings: { default_payment_method: newest?.id },
    })
    expect((await person.open(person.url.replace('/confirmation', '/customer'))).url).toMatch(/\/confirmation$/)
    expect((await person.follow('Return to')).leftTo).toBe('https://host.example/return')
  })

  it('asks the bank within the flow of a card', async () => {
    const { open, stripe, customer } = await createTestPortal()
    const person = await open({ flow_data: { type: 'payment_method_update' } })
    await person.press('Add', testCard('4000002500003155'))
    await person.press('Complete authentication')
    const [newest] = (await stripe.paymentMethods.list({ customer: customer.id })).data
    expect(newest?.card?.last4).toBe('3155')
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({
      invoice_settings: { default_payment_method: newest?.id },
    })
  })

  it('changes billing details, and goes on to the homepage when nothing else was said', async () => {
    const { open, stripe, customer } = await createTestPortal()
    const person = await open({ flow_data: { type: 'customer_update' } })
    await person.press('Save', { name: 'Globex Ltd' })
    expect(person.sees('Your billing information was saved.') && person.sees('Current subscription')).toBe(true)
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ name: 'Globex Ltd' })
  })

  it('says so when its subscription has ended meanwhile', async () => {
    const { flow, stripe, subscription } = await createTestPortal()
    const person = await flow('subscription_cancel', {}, redirect)
    await stripe.subscriptions.cancel(subscription.id)
    await person.press('Cancel subscription')
    expect(person.status).toBe(400)
    expect(person.sees('This subscription is already canceled.')).toBe(true)
    expect(person.leftTo).toBeUndefined()
  })

  it('keeps a customer by a coupon', async () => {
    const { stripe, flow, current } = await createTestPortal()
    const coupon = await stripe.coupons.create({ percent_off: 20, duration: 'repeating', duration_in_months: 3 })
    const retention = { type: 'coupon_offer', coupon_offer: { coupon: coupon.id } }
    const person = await flow('subscription_cancel', { retention }, redirect)
    expect(person.sees('20 % off for 3 months.')).toBe(true)
    await person.press('Keep subscription at this price')
    expect(person.leftTo).toBe('https://host.example/done?flow=1')
    const kept = await current()
    expect(kept).toMatchObject({ cancel_at: null, status: 'active' })
    expect(kept.discounts).toHaveLength(1)
  })

  it('redeems the discount of a change that is confirmed', async () => {
    const { stripe, flow, current, item, yearly } = await createTestPortal()
    const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'forever' })
    const change = { items: [{ id: item, price: yearly.id }], discounts: [{ coupon: coupon.id }] }
    const person = await flow('subscription_update_confirm', change, redirect)
    await person.press('Confirm')
    expect((await current()).discounts).toHaveLength(1)
    expect((await stripe.coupons.retrieve(coupon.id)).times_redeemed).toBe(1)
  })
})
