import { describe, expect, it } from 'vitest'
import { refusalOf, setUpMeter } from './testing.ts'

const day = 86_400

describe('billing.meterEventAdjustments.create', () => {
  it('takes an event back', async () => {
    const { stripe, send, total } = await setUpMeter()
    await send('5', { identifier: 'wrong' })
    await send('2')
    const adjustment = await stripe.billing.meterEventAdjustments.create({
      event_name: 'api_calls',
      type: 'cancel',
      cancel: { identifier: 'wrong' },
    })
    expect(adjustment).toMatchObject({
      object: 'billing.meter_event_adjustment',
      cancel: { identifier: 'wrong' },
      event_name: 'api_calls',
      status: 'pending',
      type: 'cancel',
      livemode: false,
    })
    expect(await total()).toBe(2)
  })

  it.each([
    ['no cancel', { cancel: undefined }, 'cancel'],
    ['an identifier that there is not', { cancel: { identifier: 'other' } }, 'cancel[identifier]'],
    ['another meter', { event_name: 'other' }, 'cancel[identifier]'],
    ['an identifier that is too long', { cancel: { identifier: 'x'.repeat(101) } }, 'cancel[identifier]'],
    ['a range', { type: 'cancel_range' as 'cancel' }, 'type'],
  ])('refuses %s', async (_, given, param) => {
    const { stripe, send } = await setUpMeter()
    await send('5', { identifier: 'wrong' })
    const usual = { event_name: 'api_calls', type: 'cancel' as const, cancel: { identifier: 'wrong' } }
    const adjusting = stripe.billing.meterEventAdjustments.create({ ...usual, ...given } as typeof usual)
    expect(await refusalOf(adjusting)).toMatchObject({ statusCode: 400, param })
  })

  it('comes within 24 hours, and once', async () => {
    const { stripe, send, advance, total } = await setUpMeter()
    const cancel = (identifier: string) =>
      stripe.billing.meterEventAdjustments.create({ event_name: 'api_calls', type: 'cancel', cancel: { identifier } })
    await send('1', { identifier: 'early' })
    await send('1', { identifier: 'late' })
    advance(day)
    await cancel('early')
    expect((await refusalOf(cancel('early'))).message).toContain('already canceled')
    advance(1)
    expect((await refusalOf(cancel('late'))).message).toContain('within 24 hours')
    expect(await total()).toBe(1)
  })
})

describe('v2.billing.meterEventAdjustments.create', () => {
  it('takes an event back, and has an id', async () => {
    const { stripe, send, total } = await setUpMeter()
    await send('5', { identifier: 'wrong' })
    const usual = { event_name: 'api_calls', type: 'cancel' as const, cancel: { identifier: 'wrong' } }
    const adjustment = await stripe.v2.billing.meterEventAdjustments.create(usual)
    expect(adjustment).toMatchObject({
      object: 'v2.billing.meter_event_adjustment',
      created: '2026-09-21T14:13:20.000Z',
      status: 'pending',
      ...usual,
    })
    expect(adjustment.id).not.toBe('')
    expect(await total()).toBe(0)
    expect(await refusalOf(stripe.v2.billing.meterEventAdjustments.create(usual))).toMatchObject({
      statusCode: 400,
      code: 'invalid_cancel_configuration',
    })
  })
})
