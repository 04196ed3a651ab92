// `add_invoice_items`: one-time prices that go on a subscription's next invoice.
import { redeemDiscounts } from '../../discounts/redeem-discounts.ts'
import type { Context } from '../../kernel/context.ts'
import { mergeMetadata } from '../../kernel/metadata.ts'
import { invalidRequest, notPlayed } from '../../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../../kernel/wire.ts'
import { createPrice } from '../../resources/prices.ts'
import { priceAmount } from '../amounts/price-amount.ts'
import type { Subscription } from '../subscriptions/subscription-items.ts'
import { type LineFields, pendingLine, pricingOf, productName } from './invoice-lines.ts'
import { readItemPeriod } from './item-period.ts'
import { leavePending } from './leave-pending.ts'

type Given = NonNullable<Params<'subscriptions.create'>['add_invoice_items']>
type InvoiceItem = StripeObject<'invoiceitem'>
type Extras = { lines: LineFields[]; attach: (invoice: string) => void }

const mostItems = 20

/** They wait as invoice items; `lines` and `attach` are for an invoice that takes them at once. */
export function addInvoiceItems(context: Context, subscription: Subscription, given: Given = []): Extras {
  if (given.length > mostItems)
    throw invalidRequest(`You may pass up to ${mostItems} items.`, { param: 'add_invoice_items' })
  const items = given.map((one, index) => addInvoiceItem(context, subscription, one, `add_invoice_items[${index}]`))
  return {
    lines: items.map((item) => pendingLine(context, item)),
    attach: (invoice) => {
      for (const item of items) context.update(item, { invoice })
    },
  }
}

function addInvoiceItem(
  context: Context,
  subscription: Subscription,
  given: Given[number],
  param: string,
): InvoiceItem {
  if (given.tax_rates) throw notPlayed('tax rates of "add_invoice_items"')
  const price = oneTimePrice(context, subscription, given, param)
  const quantity = given.quantity ?? 1
  const amount = priceAmount(price, quantity)
  const item = leavePending(context, subscription, {
    amount,
    currency: price.currency,
    description: productName(context, price),
    discountable: given.discountable ?? true,
    metadata: mergeMetadata({}, given.metadata),
    period: readItemPeriod(context, subscription, given.period, `${param}[period]`),
    pricing: pricingOf(price),
    quantity,
    quantity_decimal: String(quantity),
  })
  const owner = {
    customer: subscription.customer as string,
    currency: price.currency,
    subtotal: amount,
    invoice_item: item.id,
  }
  const discounts = redeemDiscounts(context, given.discounts || [], owner, { param: `${param}[discounts]` })
  return context.update(item, { discounts })
}

function oneTimePrice(context: Context, subscription: Subscription, given: Given[number], param: string) {
  const { price: id, price_data: data } = given
  if (!id && !data)
    throw invalidRequest(`Missing required param: ${param}[price].`, {
      code: 'parameter_missing',
      param: `${param}[price]`,
    })
  const price = data
    ? createPrice(context, data as Params<'prices.create'>)
    : context.get('price', id ?? '', `${param}[price]`)
  if (price.recurring)
    throw invalidRequest(
      'The price specified is set to `type=recurring` but this field only accepts prices with `type=one_time`.',
      { param: `${param}[price]` },
    )
  if (price.currency !== subscription.currency)
    throw invalidRequest(
      `The price specified only supports \`${price.currency}\`. This doesn't match the expected currency: \`${subscription.currency}\`.`,
      { param: `${param}[price]` },
    )
  return price
}
