import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'
import { refusalOf } from '../usage/testing.ts'

describe('billing.feedbackOptions', () => {
  it('are made active, with up to 100 characters', async () => {
    const { stripe } = createTestTwin()
    const option = await stripe.billing.feedbackOptions.create({ description: 'd'.repeat(100) })
    expect(option).toMatchObject({
      object: 'billing.feedback_option',
      description: 'd'.repeat(100),
      livemode: false,
      status: 'active',
      status_transitions: { deactivated_at: null },
    })
    expect(await stripe.billing.feedbackOptions.retrieve(option.id)).toEqual(option)
    const tooLong = stripe.billing.feedbackOptions.create({ description: 'd'.repeat(101) })
    expect(await refusalOf(tooLong)).toMatchObject({ statusCode: 400, param: 'description' })
    for (const description of ['d'.repeat(101), '']) {
      const updating = stripe.billing.feedbackOptions.update(option.id, { description })
      expect(await refusalOf(updating)).toMatchObject({ statusCode: 400, param: 'description' })
    }
  })

  it.each([[{}], [{ description: '' }]])('need a description: %o', async (params) => {
    const { stripe } = createTestTwin()
    const creating = stripe.billing.feedbackOptions.create(params as { description: string })
    expect(await refusalOf(creating)).toMatchObject({ statusCode: 400, param: 'description' })
  })

  it('are changed, deactivated once and listed by status', async () => {
    const { stripe } = createTestTwin()
    const kept = await stripe.billing.feedbackOptions.create({ description: 'Moving away' })
    const gone = await stripe.billing.feedbackOptions.create({ description: 'Typo' })
    expect(await stripe.billing.feedbackOptions.update(gone.id, { description: 'Fixed' })).toMatchObject({
      description: 'Fixed',
    })
    const inactive = await stripe.billing.feedbackOptions.deactivate(gone.id)
    expect(inactive.status).toBe('inactive')
    expect(inactive.status_transitions.deactivated_at).toBeGreaterThan(0)
    expect(await refusalOf(stripe.billing.feedbackOptions.deactivate(gone.id))).toMatchObject({ statusCode: 400 })
    const ids = async (status?: 'active' | 'inactive') =>
      (await stripe.billing.feedbackOptions.list(status ? { status } : {})).data.map(({ id }) => id)
    expect(await ids()).toEqual([gone.id, kept.id])
    expect(await ids('active')).toEqual([kept.id])
    expect(await ids('inactive')).toEqual([gone.id])
  })

  it('answer 404 for one that there is not', async () => {
    const { stripe } = createTestTwin()
    expect(await refusalOf(stripe.billing.feedbackOptions.retrieve('fbo_none'))).toMatchObject({ statusCode: 404 })
  })

  it('are offered by a portal configuration while they are active', async () => {
    const { stripe } = createTestTwin()
    const option = await stripe.billing.feedbackOptions.create({ description: 'Moving away' })
    const configure = () =>
      stripe.billingPortal.configurations.create({
        features: {
          subscription_cancel: {
            enabled: true,
            cancellation_reason: { enabled: true, options: ['other'], feedback_options: [option.id] },
          },
        },
      })
    const configuration = await configure()
    expect(configuration.features.subscription_cancel.cancellation_reason.feedback_options).toEqual([option.id])
    await stripe.billing.feedbackOptions.deactivate(option.id)
    expect(await refusalOf(configure())).toMatchObject({
      statusCode: 400,
      param: 'features[subscription_cancel][cancellation_reason][feedback_options][0]',
    })
  })
})
