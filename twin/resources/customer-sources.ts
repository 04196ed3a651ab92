import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest, notPlayed, resourceMissing } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { readExpiry } from '../payments/card-fields.ts'
import { addressNames, asCard, type CardSource, isCardSource } from '../payments/card-source.ts'
import type { PaymentMethodData } from '../payments/payment-method-fields.ts'
import { numberOfToken } from '../payments/test-cards.ts'
import { attachPaymentMethod, createPaymentMethod, detachPaymentMethod, refuseDeclined } from './payment-methods.ts'

type Customer = StripeObject<'customer'>
type PaymentMethod = StripeObject<'payment_method'>

/** https://docs.stripe.com/api/cards: from tokens of cards alone. */
export const customerSources: Resource = {
  operations: {
    'customers.createSource': (context) => {
      const { source, metadata } = context.params
      return addSource(context, context.get('customer', context.id), source, mergeMetadata({}, metadata))
    },
    'customers.retrieveSource': (context) => asCard(getSource(context)),
    'customers.updateSource': updateSource,
    'customers.deleteSource': (context) => deleteSource(context, getSource(context)),
    'customers.listSources': (context) => {
      const customer = context.get('customer', context.id)
      const { object = 'card' } = context.params
      return context.page(object === 'card' ? listCards(context, customer) : [], 'source')
    },
  },
  reactions: {
    'payment_method.detached': (context, { id }) => {
      if (!isCardSource({ id })) return
      const [customer] = context.list('customer', (one) => one.default_source === id)
      if (customer) setDefault(context, customer, listCards(context, customer)[0]?.id ?? null)
    },
  },
}

export function listCards(context: Context, customer: Customer): CardSource[] {
  const isOwn = (method: PaymentMethod) => method.customer === customer.id && isCardSource(method)
  return context.list('payment_method', isOwn).map(asCard)
}

export function findCard(context: Context, id: unknown): CardSource | null {
  const method = typeof id === 'string' ? context.find('payment_method', id) : undefined
  return method && isCardSource(method) ? asCard(method) : null
}

/** What a token stands for, not yet anybody's. A bank that declines is asked here. */
export function readSource(context: Context, token: string): PaymentMethod {
  if (/^(src|btok|ba)_/.test(token)) throw notPlayed(`sources that are no cards ("${token}")`)
  const held = context.find('token', token)
  if (!held && !numberOfToken(token)) throw resourceMissing('token', token, 'source')
  const { id = context.newId('card'), name, ...place } = held?.card ?? {}
  const address = Object.entries(addressNames).map(([from, part]) => [part, place[from as keyof typeof place] ?? null])
  const billing = held ? { name: name ?? null, address: Object.fromEntries(address) } : {}
  const data = { type: 'card', card: { token }, billing_details: billing } as PaymentMethodData
  const method = createPaymentMethod(context, data, id)
  refuseDeclined(method)
  return method
}

export function attachSource(context: Context, customer: Customer, method: PaymentMethod): CardSource {
  return asCard(attachPaymentMethod(context, method, customer.id))
}

/** A new source in the place of the default one. */
export function replaceSource(context: Context, customer: Customer, token: string) {
  const former = context.find('payment_method', customer.default_source as string | null)
  const card = addSource(context, customer, token)
  if (former) deleteSource(context, former)
  context.update(context.get('customer', customer.id), { default_source: card.id })
}

export function checkDefaultSource(context: Context, customer: Customer, id: string) {
  if (context.find('payment_method', id)?.customer === customer.id && isCardSource({ id })) return
  throw invalidRequest(`The customer must have an active payment source attached with the ID ${id}.`, {
    code: 'resource_missing',
    param: 'default_source',
  })
}

/** The first source of a customer is its default. */
function addSource(context: Context, customer: Customer, token: string, metadata = {}) {
  const method = context.update(readSource(context, token), { metadata })
  const card = attachSource(context, customer, method)
  context.emit('customer.source.created', card)
  if (!customer.default_source) setDefault(context, customer, card.id)
  return card
}

function updateSource(context: Context<Params<'customers.updateSource'>>): CardSource {
  const before = getSource(context)
  const { expand: _, metadata, name, exp_month, exp_year, ...others } = context.params
  const { card, billing_details: billing } = before
  if (!card) throw resourceMissing('source', before.id)
  const parts = Object.entries(addressNames).flatMap(([from, part]) => {
    const value = others[from as keyof typeof addressNames]
    return value === undefined ? [] : [[part, value]]
  })
  const bank = Object.keys(others).find((given) => !(given in addressNames))
  if (bank) throw notPlayed(`the parameter "${bank}" of cards`)
  const { expMonth, expYear } = readExpiry(context, {
    exp_month: Number(exp_month ?? card.exp_month),
    exp_year: Number(exp_year ?? card.exp_year),
  })
  const changed = context.update(before, {
    billing_details: {
      ...billing,
      ...(name === undefined ? {} : { name }),
      address: { ...billing.address, ...Object.fromEntries(parts) },
    },
    card: { ...card, exp_month: expMonth, exp_year: expYear },
    metadata: mergeMetadata(before.metadata, metadata),
  })
  context.emit('customer.source.updated', asCard(changed), asCard(before))
  return asCard(changed)
}

function deleteSource(context: Context, method: PaymentMethod) {
  context.emit('customer.source.deleted', asCard(method))
  detachPaymentMethod(context, method)
  context.delete(method)
  return { id: method.id, object: 'card' as const, deleted: true as const }
}

function setDefault(context: Context, customer: Customer, id: string | null) {
  const before = context.get('customer', customer.id)
  context.emit('customer.updated', context.update(before, { default_source: id }), before)
}

function getSource(context: Context): PaymentMethod {
  const method = context.find('payment_method', context.id)
  if (method && method.customer === context.path.customerId && isCardSource(method)) return method
  throw resourceMissing('source', context.id)
}
