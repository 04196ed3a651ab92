import { type Coupon, isValid } from '../discounts/coupon-of.ts'
import { list, retrieve } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'
import { readCurrency } from '../payments/currencies.ts'

type CreateParams = Params<'coupons.create'>
const fiveYearsInSeconds = 5 * 365 * 86_400 + 2 * 86_400

/** https://docs.stripe.com/api/coupons */
export const coupons: Resource = {
  operations: {
    'coupons.create': createCoupon,
    'coupons.retrieve': retrieve('coupon'),
    'coupons.update': updateCoupon,
    'coupons.list': list('coupon'),
    'coupons.del': (context) => {
      const coupon = context.get('coupon', context.id)
      context.emit('coupon.deleted', coupon)
      return context.delete(coupon)
    },
  },
  views: {
    coupon: (coupon, context) => ('deleted' in coupon ? coupon : { ...coupon, valid: isValid(coupon, context.now()) }),
  },
  includes: {
    coupon: {
      applies_to: (coupon) => coupon._appliesTo ?? null,
      currency_options: (coupon) => currencyOptions(coupon),
    },
  },
}

function createCoupon(context: Context<CreateParams>) {
  const { params } = context
  checkReduction(params)
  checkDuration(params)
  checkLimits(context, params)
  for (const [index, product] of (params.applies_to?.products ?? []).entries())
    context.get('product', product, `applies_to[products][${index}]`)
  const coupon = context.insert('coupon', {
    ...(params.id ? { id: params.id } : {}),
    amount_off: params.amount_off ?? null,
    currency: params.amount_off !== undefined && params.currency ? readCurrency(params.currency) : null,
    duration: params.duration ?? 'once',
    duration_in_months: params.duration_in_months ?? null,
    max_redemptions: params.max_redemptions ?? null,
    metadata: mergeMetadata({}, params.metadata),
    name: params.name ?? null,
    percent_off: params.percent_off ?? null,
    redeem_by: params.redeem_by ?? null,
    times_redeemed: 0,
    valid: true,
    _appliesTo: params.applies_to?.products ? { products: params.applies_to.products } : undefined,
    _currencyOptions: params.currency_options,
  })
  context.emit('coupon.created', coupon)
  return coupon
}

function updateCoupon(context: Context<Params<'coupons.update'>>) {
  const before = context.get('coupon', context.id)
  const { name, metadata, currency_options: options } = context.params
  checkName(name)
  if (options) checkCurrencyOptions(before, options)
  const coupon = context.update(before, {
    ...(name === undefined ? {} : { name }),
    ...(options ? { _currencyOptions: { ...before._currencyOptions, ...options } } : {}),
    metadata: mergeMetadata(before.metadata, metadata),
  })
  context.emit('coupon.updated', coupon, before)
  return coupon
}

function checkReduction({
  percent_off: percent,
  amount_off: amount,
  currency,
  currency_options: options,
}: CreateParams) {
  if (percent === undefined && amount === undefined)
    throw invalidRequest('Must provide percent_off or amount_off.', { code: 'parameter_missing', param: 'percent_off' })
  if (percent !== undefined && amount !== undefined)
    throw invalidRequest('You may only specify one of these parameters: percent_off, amount_off.', {
      param: 'percent_off',
    })
  if (percent !== undefined && (percent <= 0 || percent > 100))
    throw invalidRequest('percent_off must be greater than 0 and less than or equal to 100.', { param: 'percent_off' })
  if (amount !== undefined) {
    checkPositive(amount, 'amount_off')
    if (!currency)
      throw invalidRequest('Must provide currency when amount_off is provided.', {
        code: 'parameter_missing',
        param: 'currency',
      })
  }
  if (options) checkCurrencyOptions({ amount_off: amount ?? null, currency: currency ?? null }, options)
}

function checkCurrencyOptions(
  { amount_off: amount, currency }: Pick<Coupon, 'amount_off' | 'currency'>,
  options: Record<string, { amount_off: number }>,
) {
  if (amount === null)
    throw invalidRequest('currency_options can only be set on coupons with amount_off.', { param: 'currency_options' })
  for (const [code, option] of Object.entries(options)) {
    readCurrency(code, 'currency_options')
    checkPositive(option.amount_off, `currency_options[${code}][amount_off]`)
    if (code === currency?.toLowerCase())
      throw invalidRequest(`The currency ${code} is the coupon's own; set amount_off instead.`, {
        param: `currency_options[${code}]`,
      })
  }
}

function checkDuration({ duration = 'once', duration_in_months: months }: CreateParams) {
  if (duration === 'repeating' && months === undefined)
    throw invalidRequest('Must provide duration_in_months when duration is repeating.', {
      code: 'parameter_missing',
      param: 'duration_in_months',
    })
  if (months === undefined) return
  if (duration !== 'repeating')
    throw invalidRequest('duration_in_months can only be set when duration is repeating.', {
      param: 'duration_in_months',
    })
  checkPositive(months, 'duration_in_months')
}

function checkLimits(context: Context, { max_redemptions: most, redeem_by: lastDay, name, id }: CreateParams) {
  if (most !== undefined) checkPositive(most, 'max_redemptions')
  checkName(name)
  if (id && !/^[\w-]+$/.test(id))
    throw invalidRequest('Coupon IDs can only contain letters, numbers, dashes and underscores.', { param: 'id' })
  if (lastDay === undefined) return
  if (lastDay <= context.now()) throw invalidRequest('redeem_by must be in the future.', { param: 'redeem_by' })
  if (lastDay > context.now() + fiveYearsInSeconds)
    throw invalidRequest('redeem_by cannot be more than five years in the future.', { param: 'redeem_by' })
}

function checkName(name: string | undefined) {
  if (name !== undefined && name.length > 40)
    throw invalidRequest('Invalid string: name must be at most 40 characters', { param: 'name' })
}

function checkPositive(value: number, param: string) {
  if (value < 1)
    throw invalidRequest('This value must be greater than or equal to 1.', { param, code: 'parameter_invalid_integer' })
}

/** The coupon's own currency is one of them, as with prices. */
function currencyOptions({ amount_off: amount, currency, _currencyOptions: options }: Coupon) {
  return amount === null || currency === null ? null : { [currency]: { amount_off: amount }, ...options }
}
