// Which payment methods an intent takes: what the account has switched on, narrowed by the request.
import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { StripeObject } from '../kernel/wire.ts'

type TypeParams = {
  allowed_payment_method_types?: string[]
  excluded_payment_method_types?: string[] | ''
  automatic_payment_methods?: { enabled: boolean; allow_redirects?: string }
  payment_method_configuration?: string
}
type Intent = StripeObject<'payment_intent'> | StripeObject<'setup_intent'>

/** Types that know one currency, or a few. */
const currenciesOf: Record<string, string[]> = {
  acss_debit: ['cad', 'usd'],
  au_becs_debit: ['aud'],
  bacs_debit: ['gbp'],
  bancontact: ['eur'],
  blik: ['pln'],
  boleto: ['brl'],
  cashapp: ['usd'],
  eps: ['eur'],
  fpx: ['myr'],
  ideal: ['eur'],
  konbini: ['jpy'],
  mobilepay: ['dkk', 'eur', 'nok', 'sek'],
  oxxo: ['mxn'],
  p24: ['eur', 'pln'],
  paynow: ['sgd'],
  pix: ['brl', 'usd'],
  promptpay: ['thb'],
  sepa_debit: ['eur'],
  swish: ['sek'],
  twint: ['chf'],
  us_bank_account: ['usd'],
}
export const playedTypes = ['card', 'link', 'sepa_debit', 'us_bank_account']

/** @param currency none for an intent that only saves */
export function readMethodTypes(context: Context, params: TypeParams, currency?: string) {
  const { allowed_payment_method_types: allowed, excluded_payment_method_types: excluded } = params
  if (allowed) refuseTogether(params)
  const automatic = allowed ? null : readAutomatic(params)
  const configuration = automatic?.enabled ? findConfiguration(context, params) : undefined
  const offered = allowed ?? (configuration ? typesOf(configuration) : ['card'])
  const types = offered.filter(
    (type) =>
      !(excluded || []).includes(type) && (currency === undefined || (currenciesOf[type]?.includes(currency) ?? true)),
  )
  if (types.length === 0)
    throw invalidRequest('No valid payment method types for this intent: none is left for its currency.', {
      code: 'payment_intent_invalid_parameter',
      param: allowed ? 'allowed_payment_method_types' : 'excluded_payment_method_types',
    })
  return {
    allowed_payment_method_types: allowed ?? null,
    automatic_payment_methods: automatic,
    excluded_payment_method_types: excluded || null,
    payment_method_configuration_details: configuration ? { id: configuration.id, parent: null } : null,
    payment_method_types: types,
  }
}

function findConfiguration(context: Context, { payment_method_configuration: id }: TypeParams) {
  if (id) return context.get('payment_method_configuration', id, 'payment_method_configuration')
  return context.list('payment_method_configuration', (one) => one.is_default)[0]
}

function typesOf(configuration: StripeObject<'payment_method_configuration'>): string[] {
  return playedTypes.filter((type) => configuration[type as 'card']?.display_preference.value === 'on')
}

export function refuseOtherType(intent: Intent, type: string) {
  if (intent.payment_method_types.includes(type)) return
  const noun = intent.object === 'payment_intent' ? 'PaymentIntent' : 'SetupIntent'
  throw invalidRequest(
    `The PaymentMethod provided (${type}) is not allowed for this ${noun}. Please attach a PaymentMethod of one of the following types: ${intent.payment_method_types.join(', ')}.`,
    { code: 'payment_intent_incompatible_payment_method', param: 'payment_method', [intent.object]: intent },
  )
}

function refuseTogether(params: TypeParams) {
  const others = ['excluded_payment_method_types', 'automatic_payment_methods', 'payment_method_configuration'] as const
  for (const other of others) {
    if (params[other] === undefined) continue
    throw invalidRequest(`You may only specify one of these parameters: allowed_payment_method_types, ${other}.`, {
      param: 'allowed_payment_method_types',
    })
  }
}

function readAutomatic({ automatic_payment_methods: given }: TypeParams) {
  if (given?.enabled === false) return { enabled: false }
  return { enabled: true, allow_redirects: given?.allow_redirects ?? 'always' }
}
