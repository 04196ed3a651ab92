import { describe, expect, it } from 'vitest'
import { emptyPolicy, type Policy } from '#lib/policy/policy.ts'
import { portalSessionParameters } from './portal-session-parameters.ts'

const input = {
  customer: { customer: 'cus_1' },
  locale: 'de-CH',
  policy: emptyPolicy,
  publicOrigin: 'https://billing.example.com',
  now: new Date('2026-11-20T12:00:00Z'),
}

const withPortal = (portal: Partial<Policy['portal']>): Policy => ({
  ...emptyPolicy,
  portal: { ...emptyPolicy.portal, ...portal },
})

describe('portalSessionParameters', () => {
  it('opens the homepage in the language that the portal has, and comes back to Manage', () => {
    expect(portalSessionParameters({ ...input, target: { flow: 'portal_homepage' } })).toEqual({
      customer: 'cus_1',
      locale: 'de',
      return_url: 'https://billing.example.com/manage',
    })
  })

  it.each([
    [
      { flow: 'subscription_cancel', subscription: 'sub_1' } as const,
      { type: 'subscription_cancel', subscription_cancel: { subscription: 'sub_1' } },
    ],
    [
      { flow: 'subscription_pause', subscription: 'sub_1' } as const,
      { type: 'subscription_pause', subscription_pause: { subscription: 'sub_1' } },
    ],
    [
      { flow: 'subscription_update', subscription: 'sub_1' } as const,
      { type: 'subscription_update', subscription_update: { subscription: 'sub_1' } },
    ],
    [
      { flow: 'subscription_update_confirm', subscription: 'sub_1', item: 'si_1', price: 'price_1' } as const,
      {
        type: 'subscription_update_confirm',
        subscription_update_confirm: { subscription: 'sub_1', items: [{ id: 'si_1', price: 'price_1' }] },
      },
    ],
  ])('gives %o the parts that Stripe wants', (target, expected) => {
    const returnUrl = `https://billing.example.com/return?flow=${target.flow}&subscription=sub_1`
    expect(portalSessionParameters({ ...input, target }).flow_data).toEqual({
      ...expected,
      after_completion: { type: 'redirect', redirect: { return_url: returnUrl } },
    })
  })

  it('sends what the operator set: configuration, account, confirmation page, and recovery for a day', () => {
    const flows = {
      ...emptyPolicy.portal.flows,
      customer_update: { enabled: true, after_completion: 'hosted_confirmation' as const },
    }
    const policy = withPortal({ configuration: 'bpc_1', on_behalf_of: 'acct_2', after_expiration: true, flows })
    expect(portalSessionParameters({ ...input, policy, target: { flow: 'customer_update' } })).toMatchObject({
      configuration: 'bpc_1',
      on_behalf_of: 'acct_2',
      after_expiration: { type: 'customer_login', customer_login: { expires_at: 1795262400 } },
      flow_data: { type: 'customer_update', after_completion: { type: 'hosted_confirmation' } },
    })
  })
})
