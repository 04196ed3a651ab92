// How the order may be sent, and what that adds to it: the first way, until the customer takes another.
import type { Context } from '../kernel/context.ts'
import { invalidRequest, notPlayed, parameterMissing, parametersExclusive } from '../kernel/stripe-error.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { amountIn, createShippingRate, type ShippingRateData } from '../resources/shipping-rates.ts'
import type { CreateParams, Session } from './session-lines.ts'
import { retotal } from './session-totals.ts'

type Given = CreateParams['shipping_options']
type Shipping = Pick<Session, 'shipping_cost' | 'shipping_options'>

const mostOptions = 5

export function readShipping(context: Context, given: Given, { mode, currency }: { mode: string; currency: string }) {
  if (!given?.length) return { shipping_cost: null, shipping_options: [] } satisfies Shipping
  if (mode === 'setup')
    throw invalidRequest('`shipping_options` cannot be used in `setup` mode.', { param: 'shipping_options' })
  if (mode === 'subscription') throw notPlayed('shipping options of checkout sessions in subscription mode')
  if (given.length > mostOptions)
    throw invalidRequest(`You can specify up to ${mostOptions} shipping options.`, { param: 'shipping_options' })
  const options = given.map((option, index) => readOption(context, option, currency, `shipping_options[${index}]`))
  return { shipping_options: options, shipping_cost: costOf(options[0]) }
}

/** The customer's choice. */
export function chooseShipping(context: Context, session: Session, rate: string): Session {
  const option = session.shipping_options.find((one) => one.shipping_rate === rate)
  if (!option) throw invalidRequest(`No such shipping option: '${rate}'`, { param: 'shippingOption' })
  const sent = context.update(session, { shipping_cost: costOf(option) })
  return context.update(sent, retotal(context, sent))
}

function costOf(option: Session['shipping_options'][number] | undefined): Session['shipping_cost'] {
  if (!option) return null
  const { shipping_amount: amount, shipping_rate } = option
  return { amount_subtotal: amount, amount_tax: 0, amount_total: amount, shipping_rate }
}

function readOption(context: Context, given: NonNullable<Given>[number], currency: string, at: string) {
  const rate = rateOf(context, given, at)
  const amount = amountIn(rate, currency)
  if (amount === undefined)
    throw invalidRequest(`The shipping rate ${rate.id} has no amount in the currency ${currency}.`, {
      param: `${at}[shipping_rate]`,
    })
  return { shipping_amount: amount, shipping_rate: rate.id }
}

function rateOf(context: Context, given: NonNullable<Given>[number], at: string): StripeObject<'shipping_rate'> {
  const { shipping_rate: id, shipping_rate_data: data } = given
  if (id && data) throw parametersExclusive(`${at}[shipping_rate]`, `${at}[shipping_rate_data]`)
  if (data) return createShippingRate(context, data as ShippingRateData, `${at}[shipping_rate_data]`)
  if (!id) throw parameterMissing(`${at}[shipping_rate]`)
  const rate = context.get('shipping_rate', id, `${at}[shipping_rate]`)
  if (rate.active) return rate
  throw invalidRequest(`The shipping rate ${id} is inactive.`, { param: `${at}[shipping_rate]` })
}
