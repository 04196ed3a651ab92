import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'
import { finishSetupAuthentication } from './confirm-setup-intent.ts'

describe('the attempt of a setup', () => {
  it('is one from the question of the bank to its answer, and tells of the authentication', async () => {
    const { stripe, account } = createTestTwin()
    const { id } = await stripe.setupIntents.create({ confirm: true, payment_method: 'pm_card_authenticationRequired' })
    const attempts = async () => (await stripe.setupAttempts.list({ setup_intent: id })).data
    expect(await attempts()).toMatchObject([{ status: 'requires_action' }])
    account.run({ kind: 'page' }, (context) =>
      finishSetupAuthentication(context, context.get('setup_intent', id), true),
    )
    expect(await attempts()).toMatchObject([
      {
        status: 'succeeded',
        payment_method_details: {
          card: { last4: '3184', three_d_secure: { authentication_flow: 'challenge', result: 'authenticated' } },
        },
      },
    ])
  })
})
