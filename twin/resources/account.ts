import type { Context } from '../kernel/context.ts'
import { fillObject } from '../kernel/fill-object.ts'
import type { Resource } from '../kernel/resource.ts'

/** The account that the key belongs to. */
export const account: Resource = {
  operations: {
    'accounts.retrieveCurrent': (context) => describeAccount(context),
  },
}

function describeAccount(context: Context) {
  return fillObject('account', {
    id: context.account.id,
    type: 'standard',
    country: 'US',
    default_currency: 'usd',
    email: 'owner@example.com',
    charges_enabled: true,
    payouts_enabled: true,
    details_submitted: true,
    business_profile: { name: 'Stripe twin' },
    settings: { dashboard: { display_name: 'Stripe twin', timezone: 'Etc/UTC' } },
  })
}
