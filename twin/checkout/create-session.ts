import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import { parameterMissing } from '../kernel/stripe-error.ts'
import type { ObjectFields } from '../kernel/wire.ts'
import { readCurrency } from '../payments/currencies.ts'
import { readCustomer } from '../payments/intent-fields.ts'
import { readMethodTypes } from '../payments/method-types.ts'
import { createSetupIntent } from '../resources/setup-intents.ts'
import { readOptionalItems } from './optional-items.ts'
import { readInvoiceCreation } from './purchase-invoice.ts'
import { methodFields, pageFields, payerFields, recoveryOf } from './session-fields.ts'
import { type CreateParams, readLines, type Session } from './session-lines.ts'
import { checkSession, readExpiry } from './session-rules.ts'
import { tryOutSubscription } from './session-subscription.ts'
import { currencyOf, totalsOf } from './session-totals.ts'
import { readShipping } from './shipping-options.ts'

export function createSession(context: Context, params: CreateParams, recoveredFrom: string | null = null): Session {
  const mode = params.mode
  if (!mode) throw parameterMissing('mode')
  const uiMode = params.ui_mode ?? 'hosted_page'
  checkSession(context, params, mode, uiMode)
  const payer = payerFields(context, params, readCustomer(context, params))
  const order = readOrder(context, { ...params, mode }, payer.customer)
  const id = context.newId('cs_test')
  const session = context.insert('checkout.session', {
    id,
    ...order,
    ...payer,
    ...methodFields(params, payer.customer),
    ...pageFields(context, { ...params, ui_mode: uiMode }, id),
    after_expiration: recoveryOf(params),
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    client_reference_id: params.client_reference_id ?? null,
    expires_at: readExpiry(context, params),
    integration_identifier: params.integration_identifier ?? null,
    invoice_creation: readInvoiceCreation(params),
    metadata: mergeMetadata({}, params.metadata),
    mode,
    origin_context: params.origin_context ?? null,
    payment_status: mode === 'setup' ? 'no_payment_required' : 'unpaid',
    recovered_from: recoveredFrom,
    status: 'open',
    _subscriptionData: params.subscription_data,
    _paymentIntentData: params.payment_intent_data,
    _setupIntentData: params.setup_intent_data,
    _given: params,
    _promotionCode: null,
    _attempt: null,
  } as ObjectFields<'checkout.session'>)
  context.schedule('checkout.expire', id, session.expires_at)
  if (mode === 'subscription') tryOutSubscription(context, session)
  return mode === 'setup' ? context.update(session, { setup_intent: openSetup(context, session).id }) : session
}

/** What is sold, how it can be paid and sent, and what it comes to. */
function readOrder(context: Context, params: CreateParams & { mode: Session['mode'] }, customer: string | null) {
  const { mode } = params
  const isSetup = mode === 'setup'
  const lines = readLines(context, params)
  const wanted = params.currency === undefined ? undefined : readCurrency(params.currency)
  const currency = currencyOf(context, lines, wanted)
  const given = params as Parameters<typeof readMethodTypes>[1]
  const read = readMethodTypes(context, given, isSetup ? wanted : currency)
  const { automatic_payment_methods: _, excluded_payment_method_types: excluded, ...types } = read
  const optional = readOptionalItems(context, params, { lines, currency })
  const shipping = readShipping(context, params.shipping_options, { mode, currency })
  const totals = isSetup
    ? { amount_subtotal: null, amount_total: null, currency: wanted ?? null, total_details: null }
    : totalsOf(context, { lines, currency, customer, params, shipping: shipping.shipping_cost })
  return {
    ...totals,
    ...types,
    ...(excluded ? { excluded_payment_method_types: excluded } : {}),
    ...shipping,
    ...(optional ? { optional_items: optional } : {}),
    _lines: lines,
  }
}

/** A payment's intent waits for the payer; that of a setup is there from the beginning. */
function openSetup(context: Context, { customer, _setupIntentData: data }: Session) {
  const intent = createSetupIntent(context, {
    ...(customer ? { customer: customer as string } : {}),
    ...(data?.metadata ? { metadata: data.metadata } : {}),
    ...(data?.description ? { description: data.description } : {}),
  })
  return context.update(intent, { _isOfCheckout: true })
}
