import {
  type CurrencyOptions,
  describeAmounts,
  describeTiers,
  readCurrencyOptions,
  type Tiers,
} from '../catalogue/price-amounts.ts'
import { checkPrice, type PriceParams } from '../catalogue/price-rules.ts'
import { insertProduct } from '../catalogue/products.ts'
import { list, retrieve, search } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest, parameterMissing, parametersExclusive } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { withinParam } from '../kernel/within-param.ts'
import { readCurrency } from '../payments/currencies.ts'

type Price = StripeObject<'price'>

declare module '../kernel/wire.ts' {
  interface HiddenFields {
    price: {
      /** Answered only when asked for, by `expand`. */
      _tiers: Tiers | null
      _currencyOptions: CurrencyOptions
      /** Made for the one session that it was given in: inactive, and sold there all the same. */
      _isInline: boolean
    }
  }
}

const listPrices = list('price', {
  by: ['active', 'product', 'type'],
  where: {
    currency: (price, currency: string) => price.currency === currency.toLowerCase(),
    lookup_keys: (price, keys: string[]) => price.lookup_key !== null && keys.includes(price.lookup_key),
    recurring: (price, wanted: Record<string, string>) =>
      Object.entries(wanted).every(([name, value]) => price.recurring?.[name as 'interval'] === value),
  },
})

/** https://docs.stripe.com/api/prices */
export const prices: Resource = {
  operations: {
    'prices.create': (context) => createPrice(context, context.params),
    'prices.retrieve': retrieve('price'),
    'prices.update': updatePrice,
    'prices.list': (context) => {
      if ((context.params.lookup_keys?.length ?? 0) > 10)
        throw invalidRequest('You can specify up to 10 lookup_keys.', { param: 'lookup_keys' })
      return listPrices(context)
    },
    'prices.search': search('price', ['active', 'currency', 'lookup_key', 'product', 'type']),
  },
  includes: {
    price: {
      tiers: (price) => price._tiers ?? null,
      currency_options: (price) => ({
        [price.currency]: {
          custom_unit_amount: price.custom_unit_amount,
          tax_behavior: price.tax_behavior,
          ...(price._tiers ? { tiers: price._tiers } : {}),
          unit_amount: price.unit_amount,
          unit_amount_decimal: price.unit_amount_decimal,
        },
        ...price._currencyOptions,
      }),
    },
  },
}

export function createPrice(context: Context, params: PriceParams) {
  const currency = readCurrency(params.currency)
  checkPrice(context, { ...params, currency })
  const isTiered = params.billing_scheme === 'tiered'
  const options = readCurrencyOptions(params.currency_options, { currency, isTiered })
  const { active = true, lookup_key: lookupKey, recurring, tiers } = params
  if (lookupKey) takeLookupKey(context, lookupKey, params.transfer_lookup_key ?? false)
  const price = context.insert('price', {
    ...describeAmounts(params),
    active,
    billing_scheme: params.billing_scheme ?? 'per_unit',
    currency,
    lookup_key: lookupKey ?? null,
    metadata: mergeMetadata({}, params.metadata),
    nickname: params.nickname ?? null,
    product: productOf(context, params),
    recurring: recurring
      ? { interval_count: 1, usage_type: 'licensed', meter: null, trial_period_days: null, ...recurring }
      : null,
    tax_behavior: params.tax_behavior ?? 'unspecified',
    tiers_mode: params.tiers_mode ?? null,
    transform_quantity: params.transform_quantity ?? null,
    type: recurring ? 'recurring' : 'one_time',
    _tiers: tiers ? describeTiers(tiers) : null,
    _currencyOptions: options,
  })
  context.emit('price.created', price)
  return price
}

function updatePrice(context: Context<Params<'prices.update'>>) {
  const before = context.get('price', context.id)
  const { expand: _, metadata, transfer_lookup_key: isTransfer, currency_options: options, ...fields } = context.params
  if (fields.active === false) refuseDefault(context, before)
  refuseOtherTax(before, fields.tax_behavior)
  if (fields.lookup_key) takeLookupKey(context, fields.lookup_key, isTransfer ?? false)
  const isTiered = before.billing_scheme === 'tiered'
  const changed = options === '' ? undefined : (options as PriceParams['currency_options'])
  const price = context.update(before, {
    ...fields,
    ...(options === undefined
      ? {}
      : {
          _currencyOptions: {
            ...(options === '' ? {} : before._currencyOptions),
            ...readCurrencyOptions(changed, { currency: before.currency, isTiered }),
          },
        }),
    metadata: mergeMetadata(before.metadata, metadata),
  })
  context.emit('price.updated', price, before)
  return price
}

function refuseDefault(context: Context, price: Price) {
  if (context.find('product', price.product as string)?.default_price !== price.id) return
  throw invalidRequest('This price cannot be archived because it is the default price of its product.', {
    param: 'active',
  })
}

function refuseOtherTax({ tax_behavior: before }: Price, wanted: Price['tax_behavior'] | undefined) {
  if (wanted === undefined || before === 'unspecified' || wanted === before) return
  throw invalidRequest(`The tax_behavior of this price is ${before} and cannot be changed.`, { param: 'tax_behavior' })
}

function productOf(context: Context, { product, product_data: data }: PriceParams): string {
  if (product !== undefined && data !== undefined) throw parametersExclusive('product', 'product_data')
  if (product !== undefined) return context.get('product', product, 'product').id
  if (!data) throw parameterMissing('product')
  return withinParam('product_data', () => insertProduct(context, data)).id
}

function takeLookupKey(context: Context, key: string, isTransfer: boolean) {
  const [holder] = context.list('price', (price) => price.lookup_key === key && price.id !== context.id)
  if (!holder) return
  if (!isTransfer) {
    const message = `A price (\`${holder.id}\`) already uses that lookup key.`
    throw invalidRequest(message, { param: 'lookup_key', code: 'resource_already_exists' })
  }
  const robbed = context.update(holder, { lookup_key: null })
  context.emit('price.updated', robbed, holder)
}
