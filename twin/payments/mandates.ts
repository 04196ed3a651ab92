// A customer's leave to debit a bank account, kept when such an account is saved.
import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { usageFor } from './method-options.ts'
import { delayOf } from './payment-method-fields.ts'

type Given = Params<'setupIntents.confirm'>['mandate_data']
type PaymentMethod = StripeObject<'payment_method'>
type Intent = StripeObject<'payment_intent'> | StripeObject<'setup_intent'>
type Confirming = Pick<Params<'paymentIntents.confirm'>, 'confirmation_token' | 'off_session' | 'use_stripe_sdk'>

/**
 * The one that the method already has, or one made of what the request says of the customer's consent.
 * @param once for one payment alone
 * @returns nothing for what needs no mandate
 */
export function recordMandate(
  context: Context,
  method: PaymentMethod,
  given: Given,
  once?: { amount: number; currency: string },
): StripeObject<'mandate'> | undefined {
  if (!delayOf(method)) return undefined
  const [known] = context.list('mandate', (one) => one.payment_method === method.id && one.type === 'multi_use')
  if (known && !given) return known
  const acceptance = (given || undefined)?.customer_acceptance
  const online = acceptance && 'online' in acceptance ? acceptance.online : undefined
  return context.insert('mandate', {
    customer_acceptance: {
      accepted_at: acceptance?.accepted_at ?? context.now(),
      online: { ip_address: null, user_agent: null, ...online },
      type: acceptance?.type ?? 'online',
    },
    ...(once ? { single_use: once } : { multi_use: {} }),
    payment_method: method.id,
    payment_method_details: { type: method.type, ...detailsOf(context, method.type) },
    status: 'active',
    type: once ? 'single_use' : 'multi_use',
  } as Partial<StripeObject<'mandate'>>)
}

/** To save a bank account a server must say how the customer agreed; Stripe.js and Stripe's pages ask them. */
export function requireMandate(
  context: Context,
  intent: Intent,
  method: PaymentMethod,
  params: Confirming & { mandate_data?: Given },
) {
  const isSaved = intent.object === 'setup_intent' || usageFor(intent, method.type) !== null
  const isServer = context.actor.kind === 'secret' || context.actor.kind === 'restricted'
  const isSaid = params.mandate_data || params.confirmation_token || params.off_session || params.use_stripe_sdk
  if (!delayOf(method) || !isSaved || !isServer || isSaid) return
  const [noun, why] =
    intent.object === 'setup_intent' ? ['SetupIntent', ''] : ['PaymentIntent', ' and `setup_future_usage`']
  throw invalidRequest(
    `When confirming a ${noun} with a \`${method.type}\` PaymentMethod${why}, \`mandate_data\` is required.`,
    { code: 'parameter_missing', param: 'mandate_data' },
  )
}

function detailsOf(context: Context, type: string) {
  if (type === 'us_bank_account') return { us_bank_account: {} }
  const reference = context.account.random.text(16).toUpperCase()
  return { sepa_debit: { reference, url: `https://hooks.stripe.com/adapter/sepa_debit/file/${reference}` } }
}
