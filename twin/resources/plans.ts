import { planOf } from '../billing/subscriptions/view-item.ts'
import type { PriceParams } from '../catalogue/price-rules.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import type { Resource } from '../kernel/resource.ts'
import { notPlayed, resourceMissing } from '../kernel/stripe-error.ts'
import type { AnyObject, Params, StripeObject } from '../kernel/wire.ts'
import { createPrice } from './prices.ts'

/** The older spelling of recurring prices: the same objects by the same ids. https://docs.stripe.com/api/plans */
export const plans: Resource = {
  operations: {
    'plans.create': createPlan,
    'plans.retrieve': (context) => planOf(getPrice(context)),
    'plans.update': updatePlan,
    'plans.list': listPlans,
  },
}

function createPlan(context: Context<Params<'plans.create'>>) {
  const { id, tiers, tiers_mode: tiersMode, transform_usage: transform } = context.params
  if (id !== undefined) throw notPlayed('the parameter "id" of plans')
  if (tiers || tiersMode || transform) throw notPlayed('tiers and transform_usage of plans')
  const { amount, amount_decimal: decimal, interval, interval_count: count, usage_type: usage } = context.params
  const {
    active,
    billing_scheme: scheme,
    currency,
    meter,
    metadata,
    nickname,
    product,
    trial_period_days: trial,
  } = context.params
  const recurring = {
    interval,
    ...given({ interval_count: count, usage_type: usage, meter, trial_period_days: trial }),
  }
  const { id: price } = createPrice(context, {
    currency,
    recurring,
    ...given({ unit_amount: amount, unit_amount_decimal: decimal }),
    ...given({ active, billing_scheme: scheme, metadata, nickname }),
    ...(typeof product === 'object' ? { product_data: product } : given({ product })),
  } as PriceParams)
  const plan = planOf(context.get('price', price))
  context.emit('plan.created', plan as StripeObject<'plan'>)
  return plan
}

function updatePlan(context: Context<Params<'plans.update'>>) {
  const price = getPrice(context)
  const { active, metadata, nickname, product, trial_period_days: trial } = context.params
  if (product !== undefined) throw notPlayed('moving a plan to another product')
  const changed = context.update(price, {
    ...given({ active, nickname }),
    ...(trial === undefined ? {} : { recurring: { ...price.recurring, trial_period_days: trial } }),
    metadata: mergeMetadata(price.metadata, metadata),
  })
  const plan = planOf(changed)
  context.emit('price.updated', changed, price)
  context.emit('plan.updated', plan as StripeObject<'plan'>, planOf(price) as StripeObject<'plan'>)
  return plan
}

function listPlans(context: Context<Params<'plans.list'>>) {
  const { active, product } = context.params
  const isWanted = (price: AnyObject) =>
    price.recurring !== null &&
    (active === undefined || price.active === active) &&
    (product === undefined || price.product === product)
  const page = context.page(context.account.store.walk('price'), 'plan', isWanted)
  return { ...page, data: page.data.map((price) => planOf(price as unknown as StripeObject<'price'>)) }
}

function getPrice(context: Context): StripeObject<'price'> {
  const price = context.find('price', context.id)
  if (!price?.recurring) throw resourceMissing('plan', context.id)
  return price
}

function given(values: Record<string, unknown>) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}
