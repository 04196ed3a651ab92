import { list, retrieve, search } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import { htmlPage } from '../kernel/html-page.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import { type Resource, type RouteCall, route } from '../kernel/resource.ts'
import { invalidRequest, notPlayed } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { captureCharge, checkCapture } from '../payments/capture-payment.ts'
import { createCharge } from '../payments/create-charge.ts'
import { formatAmount } from '../payments/currencies.ts'

const card = ['brand', 'exp_month', 'exp_year', 'fingerprint', 'last4'].map(
  (name) => `payment_method_details.card.${name}`,
)

/** https://docs.stripe.com/api/charges: what an attempt at money leaves. */
export const charges: Resource = {
  operations: {
    'charges.create': createCharge,
    'charges.retrieve': retrieve('charge'),
    'charges.update': updateCharge,
    'charges.capture': captureFromCall,
    'charges.list': list('charge', { by: ['customer', 'payment_intent', 'transfer_group'] }),
    'charges.search': search('charge', [
      ...['amount', 'billing_details.address.postal_code', 'currency', 'customer', 'disputed', 'refunded', 'status'],
      ...card,
    ]),
  },
  includes: {
    charge: {
      refunds: (charge, context) =>
        context.sublist(
          context.list('refund', (refund) => refund.charge === charge.id),
          `/v1/charges/${charge.id}/refunds`,
        ),
    },
  },
  routes: [route('GET', '/receipts/:id', showReceipt)],
}

function updateCharge(context: Context<Params<'charges.update'>>) {
  const before = context.get('charge', context.id)
  const { expand: _, customer, fraud_details: fraud, metadata, transfer_group: group, ...fields } = context.params
  if (customer && before.customer && before.customer !== customer)
    throw invalidRequest('The customer of a charge that already has one cannot be changed.', { param: 'customer' })
  if (group !== undefined && before.transfer_group)
    throw invalidRequest('The transfer_group of this charge has already been set.', { param: 'transfer_group' })
  const charge = context.update(before, {
    ...fields,
    ...(customer ? { customer: context.get('customer', customer, 'customer').id } : {}),
    ...(fraud ? { fraud_details: { ...before.fraud_details, ...fraud } } : {}),
    ...(group === undefined ? {} : { transfer_group: group }),
    metadata: mergeMetadata(before.metadata, metadata),
  })
  context.emit('charge.updated', charge, before)
  return charge
}

function captureFromCall(context: Context<Params<'charges.capture'>>) {
  const charge = context.get('charge', context.id)
  if (charge.payment_intent)
    throw invalidRequest(`This charge was made by the PaymentIntent ${charge.payment_intent}; capture that instead.`, {
      code: 'charge_invalid_parameter',
    })
  if (charge.captured)
    throw invalidRequest(`Charge ${charge.id} has already been captured.`, { code: 'charge_already_captured' })
  for (const name of ['application_fee', 'application_fee_amount', 'transfer_data'] as const)
    if (context.params[name] !== undefined) throw notPlayed(`the parameter "${name}" of captures`)
  const amount = context.params.amount ?? charge.amount
  checkCapture(amount, charge.amount - charge.amount_refunded, 'amount')
  return captureCharge(context, charge, amount)
}

/** Where `receipt_url` leads. */
function showReceipt({ path, findAccount }: RouteCall): Response {
  const charge = findAccount(path.id ?? '')?.store.findById(path.id ?? '') as StripeObject<'charge'> | undefined
  if (charge?.object !== 'charge') return htmlPage('Receipt', '<main><h1>No such receipt</h1></main>', 404)
  const lines = [
    `Paid: ${formatAmount(charge.amount, charge.currency)}`,
    ...(charge.amount_refunded ? [`Refunded: ${formatAmount(charge.amount_refunded, charge.currency)}`] : []),
    `Number: ${charge.id}`,
  ]
  return htmlPage('Receipt', `<main><h1>Receipt</h1>${lines.map((line) => `<p>${line}</p>`).join('')}</main>`)
}
