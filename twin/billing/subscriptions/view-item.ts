import type { Context } from '../../kernel/context.ts'
import type { ObjectFields, StripeObject } from '../../kernel/wire.ts'

/** The item as answered: with the price as it is now. */
export function viewItem(item: StripeObject<'subscription_item'>, context: Context) {
  const price = context.find('price', item._price)
  return price ? { ...item, price, plan: planOf(price) } : item
}

/** The older spelling of a recurring price, which items still carry. */
export function planOf(price: StripeObject<'price'>): ObjectFields<'plan'> {
  const { id, active, billing_scheme, created, currency, livemode, metadata, nickname, product, recurring } = price
  return {
    id,
    object: 'plan',
    active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme,
    created,
    currency,
    interval: recurring?.interval ?? 'month',
    interval_count: recurring?.interval_count ?? 1,
    livemode,
    metadata,
    meter: recurring?.meter ?? null,
    nickname,
    product,
    tiers_mode: price.tiers_mode,
    transform_usage: null,
    trial_period_days: recurring?.trial_period_days ?? null,
    usage_type: recurring?.usage_type ?? 'licensed',
  } as ObjectFields<'plan'>
}
