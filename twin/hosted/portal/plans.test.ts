import { describe, expect, it } from 'vitest'
import { createTestPortal, everything } from './testing.ts'

describe('plans in the portal', () => {
  it('cancels at the period’s end by cancel_at alone, asks for the reason then, and takes it back', async () => {
    const { open, current } = await createTestPortal()
    const person = await (await open()).follow('Cancel subscription')
    await person.press('Cancel subscription')
    const canceled = await current()
    expect(canceled).toMatchObject({
      status: 'active',
      cancel_at: canceled.items.data[0]?.current_period_end,
      cancel_at_period_end: false,
      cancellation_details: { feedback: null, reason: 'cancellation_requested' },
    })
    await person.press('Submit', { feedback: 'too_expensive', comment: 'Sorry' })
    expect(person.sees('Your subscription was canceled.') && person.sees('Ends on')).toBe(true)
    expect((await current()).cancellation_details).toEqual({
      feedback: 'too_expensive',
      feedback_option: null,
      comment: 'Sorry',
      reason: 'cancellation_requested',
    })
    await (await person.follow("Don't cancel subscription")).press("Don't cancel subscription")
    expect(await current()).toMatchObject({ cancel_at: null, canceled_at: null })
  })

  it('cancels at once where the configuration says so', async () => {
    const { open, current } = await createTestPortal({
      ...everything,
      subscription_cancel: { enabled: true, mode: 'immediately' },
    })
    const person = await (await open()).follow('Cancel subscription')
    await person.press('Cancel subscription')
    expect((await current()).status).toBe('canceled')
    expect(person.sees('You have no subscription at the moment.')).toBe(true)
  })

  it('pauses for the chosen time and resumes by itself, or when asked', async () => {
    const { open, current, account } = await createTestPortal()
    const person = await (await open()).follow('Pause subscription')
    await person.press('Pause subscription')
    expect((await current()).status).toBe('paused')
    expect(person.sees('Paused')).toBe(true)
    await (await person.follow('Resume subscription')).press('Resume subscription')
    expect((await current()).status).toBe('active')
    await (await person.follow('Pause subscription')).press('Pause subscription')
    account.setClock(account.now() + 32 * 86_400)
    expect((await current()).status).toBe('active')
  })

  it('changes plan and quantity, charging what it said', async () => {
    const { open, current, stripe, customer, yearly } = await createTestPortal()
    const person = await (await open()).follow('Update subscription')
    await person.press('Continue', { price: yearly.id, quantity: '2' })
    const due = /Amount due today (€[\d,.]+)/.exec(person.text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '))?.[1]
    expect(await current()).toMatchObject({ items: { data: [{ quantity: 1 }] } })
    await person.press('Confirm')
    expect(person.sees('Your subscription was updated.')).toBe(true)
    expect(await current()).toMatchObject({ items: { data: [{ quantity: 2, price: { id: yearly.id } }] } })
    const [invoice] = (await stripe.invoices.list({ customer: customer.id })).data
    expect(invoice).toMatchObject({ status: 'paid', total: 2 * 49_000 - 4900 })
    expect(due).toBe(
      new Intl.NumberFormat('en', { style: 'currency', currency: 'eur' }).format((invoice?.total ?? 0) / 100),
    )
  })

  it('changes nothing when the card that pays declines', async () => {
    const { open, current, stripe, customer, yearly, monthly } = await createTestPortal()
    const bad = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: customer.id })
    await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: bad.id } })
    const person = await (await open()).follow('Update subscription')
    await person.press('Continue', { price: yearly.id })
    await person.press('Confirm')
    expect(person.sees('Your card was declined.')).toBe(true)
    expect(await current()).toMatchObject({ status: 'active', items: { data: [{ price: { id: monthly.id } }] } })
  })

  it.each([
    { update: {}, status: 'active', total: 49_000 },
    { update: { trial_update_behavior: 'continue_trial' }, status: 'trialing', total: 0 },
  ])('changes the plan of a trial: then it is $status', async ({ update, status, total }) => {
    const { open, stripe, customer, subscription, monthly, yearly } = await createTestPortal(everything, update)
    await stripe.subscriptions.cancel(subscription.id)
    const trial = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: monthly.id }],
      trial_period_days: 14,
    })
    const person = await open()
    expect(person.sees('Trial ends on')).toBe(true)
    await (await person.follow('Update subscription')).press('Continue', { price: yearly.id })
    await person.press('Confirm')
    expect(await stripe.subscriptions.retrieve(trial.id, { expand: ['latest_invoice'] })).toMatchObject({
      status,
      items: { data: [{ price: { id: yearly.id } }] },
      latest_invoice: { total, status: 'paid' },
    })
  })

  it.each([
    ['en', 'Update subscription', 'Continue', 'There are no changes to confirm.'],
    ['de', 'Abonnement ändern', 'Weiter', 'Es gibt keine Änderung zu bestätigen.'],
  ])('says that there is nothing to confirm: %s', async (language, update, goOn, words) => {
    const { open } = await createTestPortal()
    const person = await (await open(undefined, language)).follow(update)
    await person.press(goOn)
    expect(person.sees(words)).toBe(true)
  })
})
