// What payment intents and setup intents read from a request in the same way.
import type { Context } from '../kernel/context.ts'
import { invalidRequest, notPlayed } from '../kernel/stripe-error.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { getSessionCustomer } from '../resources/customer-accounts.ts'

/** The customer, named by either id; nothing when the request names none. */
export function readCustomer(context: Context, named: { customer?: string; customer_account?: string }) {
  if (!named.customer && !named.customer_account) return {}
  const customer = getSessionCustomer(context, named)
  return { customer: customer.id, customer_account: customer.customer_account ?? null }
}

export function refuseNotPlayed(params: object, names: readonly string[], noun: string) {
  for (const name of names)
    if ((params as Record<string, unknown>)[name] !== undefined) throw notPlayed(`the parameter "${name}" of ${noun}`)
}

const onlyWhenConfirming = [
  'confirmation_token',
  'return_url',
  'off_session',
  'error_on_requires_action',
  'mandate',
  'mandate_data',
] as const

export function refuseUnconfirmed(params: object, noun: string) {
  const given = params as Record<string, unknown>
  if (given.confirm) return
  for (const param of onlyWhenConfirming) {
    if (given[param] === undefined) continue
    throw invalidRequest(
      `The parameter \`${param}\` cannot be passed when creating a ${noun} unless \`confirm\` is set to true.`,
      { param },
    )
  }
}

type Intent = Pick<StripeObject<'payment_intent' | 'setup_intent'>, 'object' | 'customer'>

/** Whoever a payment method belongs to, an intent of theirs alone may use it. */
export function refuseOthersMethod({ object, customer }: Intent, method: StripeObject<'payment_method'>) {
  if (!method.customer || method.customer === customer) return
  const noun = object === 'setup_intent' ? 'SetupIntent' : 'PaymentIntent'
  const message = customer
    ? `The provided PaymentMethod cannot be attached. It belongs to a different Customer than this ${noun}'s.`
    : `The PaymentMethod ${method.id} belongs to a Customer. Please include the Customer in the \`customer\` parameter on the ${noun}.`
  throw invalidRequest(message, { param: 'payment_method' })
}

/** The options by type, each with what Stripe answers when nothing was said. */
export function mergeMethodOptions(types: readonly string[], before: object | null, given: object | undefined) {
  const defaults: Record<string, object> = {
    card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    link: { persistent_token: null },
    sepa_debit: {},
    us_bank_account: { verification_method: 'automatic' },
  }
  const options: Record<string, object> = {}
  const [old, fresh] = [(before ?? {}) as Record<string, object>, (given ?? {}) as Record<string, object>]
  for (const type of new Set([...types, ...Object.keys(fresh)])) {
    const merged = { ...defaults[type], ...old[type], ...fresh[type] }
    if (type in defaults || type in fresh) options[type] = merged
  }
  return options
}
