import { list, retrieve, search } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest, notPlayed } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'

type Tiers = NonNullable<StripeObject<'price'>['tiers']>

declare module '../kernel/wire.ts' {
  interface HiddenFields {
    /** Answered only when asked for, by `expand`. */
    price: { _tiers: Tiers | null }
  }
}

/** https://docs.stripe.com/api/prices */
export const prices: Resource = {
  operations: {
    'prices.create': (context) => createPrice(context, context.params),
    'prices.retrieve': retrieve('price'),
    'prices.update': updatePrice,
    'prices.list': list('price', {
      by: ['active', 'currency', 'product', 'type'],
      where: {
        lookup_keys: (price, keys: string[]) => price.lookup_key !== null && keys.includes(price.lookup_key),
        recurring: (price, wanted: Record<string, string>) =>
          Object.entries(wanted).every(([name, value]) => price.recurring?.[name as 'interval'] === value),
      },
    }),
    'prices.search': search('price', ['active', 'currency', 'lookup_key', 'product', 'type']),
  },
  includes: {
    price: { tiers: (price) => price._tiers ?? null },
  },
}

export function createPrice(context: Context, params: Params<'prices.create'>) {
  const { expand: _, metadata, product_data: productData, recurring, tiers, ...given } = params
  const { transfer_lookup_key: isTransfer, currency_options, custom_unit_amount, ...fields } = given
  if (currency_options || custom_unit_amount) throw notPlayed('"currency_options" and "custom_unit_amount" of prices')
  checkAmount(params)
  if (fields.lookup_key) takeLookupKey(context, fields.lookup_key, isTransfer ?? false)
  const price = context.insert('price', {
    active: true,
    billing_scheme: 'per_unit',
    tax_behavior: 'unspecified',
    ...fields,
    currency: fields.currency.toLowerCase(),
    product: productOf(context, params.product, productData),
    type: recurring ? 'recurring' : 'one_time',
    recurring: recurring
      ? { interval_count: 1, usage_type: 'licensed', meter: null, trial_period_days: null, ...recurring }
      : null,
    ...amounts(params),
    metadata: mergeMetadata({}, metadata),
    _tiers: tiers ? tiers.map(describeTier) : null,
  })
  context.emit('price.created', price)
  return price
}

function updatePrice(context: Context<Params<'prices.update'>>) {
  const before = context.get('price', context.id)
  const { expand: _, metadata, transfer_lookup_key: isTransfer, currency_options, ...fields } = context.params
  if (currency_options) throw notPlayed('the parameter "currency_options" of prices')
  if (fields.lookup_key) takeLookupKey(context, fields.lookup_key, isTransfer ?? false)
  const price = context.update(before, { ...fields, metadata: mergeMetadata(before.metadata, metadata) })
  context.emit('price.updated', price, before)
  return price
}

function checkAmount({
  billing_scheme: scheme,
  unit_amount,
  unit_amount_decimal,
  tiers,
  tiers_mode,
}: Params<'prices.create'>) {
  if (scheme === 'tiered') {
    if (!tiers) throw missing('tiers')
    if (!tiers_mode) throw missing('tiers_mode')
    if (tiers.at(-1)?.up_to !== 'inf') {
      throw invalidRequest('The last tier must have `up_to` set to `inf`.', { param: 'tiers' })
    }
    return
  }
  if (unit_amount !== undefined && unit_amount < 0) {
    const fields = { param: 'unit_amount', code: 'parameter_invalid_integer' }
    throw invalidRequest('This value must be greater than or equal to 0.', fields)
  }
  if (unit_amount === undefined && unit_amount_decimal === undefined) throw missing('unit_amount')
}

function amounts({ unit_amount, unit_amount_decimal }: Params<'prices.create'>) {
  const decimal = unit_amount_decimal ?? (unit_amount === undefined ? null : String(unit_amount))
  const isWhole = decimal !== null && /^-?\d+(\.0+)?$/.test(decimal)
  return { unit_amount: isWhole ? Number(decimal) : null, unit_amount_decimal: decimal }
}

function describeTier(tier: NonNullable<Params<'prices.create'>['tiers']>[number]): Tiers[number] {
  const { flat_amount, flat_amount_decimal, unit_amount, unit_amount_decimal, up_to } = tier
  const flat = amounts({
    unit_amount: flat_amount,
    unit_amount_decimal: flat_amount_decimal,
  } as Params<'prices.create'>)
  return {
    flat_amount: flat.unit_amount,
    flat_amount_decimal: flat.unit_amount_decimal,
    ...amounts({ unit_amount, unit_amount_decimal } as Params<'prices.create'>),
    up_to: up_to === 'inf' ? null : (up_to as number),
  }
}

function productOf(context: Context, id: string | undefined, data: Params<'prices.create'>['product_data']): string {
  if (id !== undefined) return context.get('product', id, 'product').id
  if (!data) throw missing('product')
  const { metadata, ...fields } = data
  const product = context.insert('product', {
    active: true,
    type: 'service',
    updated: context.now(),
    ...fields,
    metadata: mergeMetadata({}, metadata),
  })
  context.emit('product.created', product)
  return product.id
}

function takeLookupKey(context: Context, key: string, isTransfer: boolean) {
  const [holder] = context.list('price', (price) => price.lookup_key === key && price.id !== context.id)
  if (!holder) return
  if (!isTransfer) {
    const message = `A price (\`${holder.id}\`) already uses that lookup key.`
    throw invalidRequest(message, { param: 'lookup_key', code: 'resource_already_exists' })
  }
  context.update(holder, { lookup_key: null })
}

function missing(param: string) {
  return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param })
}
