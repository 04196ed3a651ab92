// A customer's leave to debit a bank account, kept when such an account is saved.
import type { Context } from '../kernel/context.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { delayOf } from './payment-method-fields.ts'

type Given = Params<'setupIntents.confirm'>['mandate_data']

/** @returns nothing for what needs no mandate */
export function recordMandate(
  context: Context,
  method: StripeObject<'payment_method'>,
  given: Given,
): StripeObject<'mandate'> | undefined {
  if (!delayOf(method)) return undefined
  const acceptance = (given || undefined)?.customer_acceptance
  const online = acceptance && 'online' in acceptance ? acceptance.online : undefined
  return context.insert('mandate', {
    customer_acceptance: {
      accepted_at: acceptance?.accepted_at ?? context.now(),
      online: { ip_address: null, user_agent: null, ...online },
      type: acceptance?.type ?? 'online',
    },
    multi_use: {},
    payment_method: method.id,
    payment_method_details: { type: method.type, ...detailsOf(context, method.type) },
    status: 'active',
    type: 'multi_use',
  } as Partial<StripeObject<'mandate'>>)
}

function detailsOf(context: Context, type: string) {
  if (type === 'us_bank_account') return { us_bank_account: {} }
  const reference = context.account.random.text(16).toUpperCase()
  return { sepa_debit: { reference, url: `https://hooks.stripe.com/adapter/sepa_debit/file/${reference}` } }
}
