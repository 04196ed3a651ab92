// What a checkout session sells.
import { priceAmount } from '../billing/price-amount.ts'
import type { Context } from '../kernel/context.ts'
import { invalidRequest, notPlayed } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { createPrice } from '../resources/prices.ts'

export type Session = StripeObject<'checkout.session'>
export type SessionLine = { id: string; price: string; quantity: number }
export type CreateParams = Params<'checkout.sessions.create'>

declare module '../kernel/wire.ts' {
  interface HiddenFields {
    'checkout.session': {
      _lines: SessionLine[]
      /** What becomes of the session when it completes. */
      _subscriptionData: CreateParams['subscription_data']
      _paymentIntentData: CreateParams['payment_intent_data']
      _setupIntentData: CreateParams['setup_intent_data']
      /** The subscription or intent of a try that waits for authentication. */
      _attempt: string | null
    }
  }
}

export function readLines(context: Context, params: CreateParams): SessionLine[] {
  const { mode, line_items: items } = params
  if (mode === 'setup') {
    if (items) throw invalidRequest('You can not pass `line_items` in `setup` mode.', { param: 'line_items' })
    return []
  }
  if (!items?.length)
    throw invalidRequest(`\`line_items\` is required in \`${mode}\` mode.`, {
      param: 'line_items',
      code: 'parameter_missing',
    })
  const lines = items.map((item, index) => readLine(context, item, `line_items[${index}]`))
  const hasRecurring = lines.some((line) => context.get('price', line.price).recurring)
  if (mode === 'payment' && hasRecurring) {
    throw invalidRequest(
      'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
      { param: 'line_items' },
    )
  }
  if (mode === 'subscription' && !hasRecurring) {
    throw invalidRequest('You must provide at least one recurring price in `subscription` mode when using prices.', {
      param: 'line_items',
    })
  }
  return lines
}

type Item = NonNullable<CreateParams['line_items']>[number]

function readLine(context: Context, item: Item, param: string): SessionLine {
  if (item.tax_rates || item.adjustable_quantity?.enabled)
    throw notPlayed('tax rates and adjustable quantities of checkout line items')
  const price = item.price_data
    ? createPrice(context, item.price_data as Params<'prices.create'>)
    : context.get('price', item.price ?? '', `${param}[price]`)
  if (!price.active && item.price)
    throw invalidRequest('The price specified is inactive. This field only accepts active prices.', {
      param: `${param}[price]`,
    })
  const isMetered = price.recurring?.usage_type === 'metered'
  if (!isMetered && item.quantity === undefined)
    throw invalidRequest(`Quantity is required. Add \`quantity\` to \`${param}\`.`, {
      param: `${param}[quantity]`,
      code: 'parameter_missing',
    })
  return { id: context.newId('li'), price: price.id, quantity: item.quantity ?? 1 }
}

export function lineAmount(context: Context, { price, quantity }: SessionLine): number {
  const found = context.get('price', price)
  return found.recurring?.usage_type === 'metered' ? 0 : priceAmount(found, quantity)
}

export function viewLine(context: Context, line: SessionLine) {
  const price = context.get('price', line.price)
  const amount = lineAmount(context, line)
  return {
    id: line.id,
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency,
    description: context.find('product', price.product as string)?.name ?? null,
    metadata: {},
    price,
    quantity: line.quantity,
  }
}
