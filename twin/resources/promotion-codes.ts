import { isValid } from '../discounts/coupon-of.ts'
import { isRedeemable, type PromotionCode } from '../discounts/redeem-promotion-code.ts'
import { retrieve } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'
import { readCurrency } from '../payments/currencies.ts'

type CreateParams = Params<'promotionCodes.create'>
type Restrictions = NonNullable<CreateParams['restrictions']>

/** https://docs.stripe.com/api/promotion_codes */
export const promotionCodes: Resource = {
  operations: {
    'promotionCodes.create': createPromotionCode,
    'promotionCodes.retrieve': retrieve('promotion_code'),
    'promotionCodes.update': updatePromotionCode,
    'promotionCodes.list': (context) => {
      const { active: isActive, ...others } = context.params
      const found = context.list('promotion_code', (one) => {
        if (isActive !== undefined && isRedeemable(context, one) !== isActive) return false
        if (others.code !== undefined && one.code.toLowerCase() !== others.code.toLowerCase()) return false
        if (others.coupon !== undefined && one.promotion.coupon !== others.coupon) return false
        if (others.customer !== undefined && one.customer !== others.customer) return false
        return others.customer_account === undefined || one.customer_account === others.customer_account
      })
      return context.page(found, 'promotion code')
    },
  },
  views: { promotion_code: (code, context) => ({ ...code, active: isRedeemable(context, code) }) },
  includes: { promotion_code: { 'restrictions.currency_options': (code) => currencyOptions(code) } },
}

function createPromotionCode(context: Context<CreateParams>) {
  const { params } = context
  if (!params.promotion.coupon)
    throw invalidRequest('Missing required param: promotion[coupon].', {
      code: 'parameter_missing',
      param: 'promotion[coupon]',
    })
  const coupon = context.get('coupon', params.promotion.coupon, 'promotion[coupon]')
  if (!isValid(coupon, context.now()))
    throw invalidRequest(`Coupon expired: ${coupon.id}`, { code: 'coupon_expired', param: 'promotion[coupon]' })
  const customer = params.customer ? context.get('customer', params.customer, 'customer').id : null
  const code = params.code || newCode(context)
  checkCode(context, code, customer)
  checkLimits(context, params, coupon)
  const { currency_options: options, ...restrictions } = readRestrictions(params.restrictions ?? {})
  const promotionCode = context.insert('promotion_code', {
    active: params.active ?? true,
    code,
    customer,
    customer_account: params.customer_account ?? null,
    expires_at: params.expires_at ?? null,
    max_redemptions: params.max_redemptions ?? null,
    metadata: mergeMetadata({}, params.metadata),
    promotion: { type: 'coupon', coupon: coupon.id },
    restrictions,
    times_redeemed: 0,
    _currencyOptions: options,
  })
  context.emit('promotion_code.created', promotionCode)
  return promotionCode
}

function updatePromotionCode(context: Context<Params<'promotionCodes.update'>>) {
  const before = context.get('promotion_code', context.id)
  const { active: isActive, metadata, restrictions } = context.params
  if (isActive && !isRedeemable(context, { ...before, active: true }))
    throw invalidRequest('This promotion code cannot be activated because it can no longer be redeemed.', {
      param: 'active',
    })
  if (isActive && !before.active) refuseTaken(context, before.code, before.customer as string | null)
  const options = restrictions?.currency_options
  if (options) checkCurrencies(options, before.restrictions.minimum_amount_currency)
  const promotionCode = context.update(before, {
    ...(isActive === undefined ? {} : { active: isActive }),
    ...(options ? { _currencyOptions: { ...before._currencyOptions, ...options } } : {}),
    metadata: mergeMetadata(before.metadata, metadata),
  })
  context.emit('promotion_code.updated', promotionCode, before)
  return promotionCode
}

function checkCode(context: Context, code: string, customer: string | null) {
  if (!/^[A-Za-z0-9-]+$/.test(code) || code.length > 500)
    throw invalidRequest('Invalid code: only letters (a-z, A-Z), digits (0-9) and dashes (-) are allowed.', {
      param: 'code',
    })
  refuseTaken(context, code, customer)
}

/** One code may serve several customers, each with a promotion of their own. */
function refuseTaken(context: Context, code: string, customer: string | null) {
  const isTaken = (one: PromotionCode) =>
    one.code.toLowerCase() === code.toLowerCase() &&
    (one.customer === null || customer === null || one.customer === customer) &&
    isRedeemable(context, one)
  if (context.list('promotion_code', isTaken).length === 0) return
  throw invalidRequest(`An active promotion code with \`code: ${code}\` already exists.`, {
    code: 'resource_already_exists',
    param: 'code',
  })
}

function checkLimits(
  context: Context,
  { expires_at: end, max_redemptions: most }: CreateParams,
  coupon: { redeem_by: number | null; max_redemptions: number | null },
) {
  if (end !== undefined && end <= context.now())
    throw invalidRequest('expires_at must be in the future.', { param: 'expires_at' })
  if (end !== undefined && coupon.redeem_by !== null && end > coupon.redeem_by)
    throw invalidRequest("expires_at cannot be after the coupon's redeem_by.", { param: 'expires_at' })
  if (most !== undefined && most < 1)
    throw invalidRequest('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'max_redemptions',
    })
  if (most !== undefined && coupon.max_redemptions !== null && most > coupon.max_redemptions)
    throw invalidRequest("max_redemptions cannot be greater than the coupon's max_redemptions.", {
      param: 'max_redemptions',
    })
}

function readRestrictions(given: Restrictions) {
  const { minimum_amount: amount, minimum_amount_currency: currency } = given
  if ((amount === undefined) !== (currency === undefined))
    throw invalidRequest('minimum_amount and minimum_amount_currency must be given together.', {
      param: `restrictions[${amount === undefined ? 'minimum_amount' : 'minimum_amount_currency'}]`,
    })
  if (amount !== undefined && amount < 1)
    throw invalidRequest('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'restrictions[minimum_amount]',
    })
  const own = currency ? readCurrency(currency, 'restrictions[minimum_amount_currency]') : null
  checkCurrencies(given.currency_options ?? {}, own)
  return {
    first_time_transaction: given.first_time_transaction ?? false,
    minimum_amount: amount ?? null,
    minimum_amount_currency: own,
    currency_options: given.currency_options,
  }
}

function checkCurrencies(options: object, own: string | null) {
  for (const code of Object.keys(options)) {
    readCurrency(code, 'restrictions[currency_options]')
    if (code === own)
      throw invalidRequest('Each currency must be different from the minimum_amount_currency.', {
        param: `restrictions[currency_options][${code}]`,
      })
  }
}

function newCode(context: Context): string {
  return context.account.random.text(8).toUpperCase()
}

function currencyOptions({ restrictions, _currencyOptions: options }: PromotionCode) {
  const { minimum_amount: amount, minimum_amount_currency: currency } = restrictions
  if (amount === null || currency === null) return options ?? null
  return { [currency]: { minimum_amount: amount }, ...options }
}
