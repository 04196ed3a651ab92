// A checkout session as Stripe.js tells it to the host's page. https://docs.stripe.com/js/custom_checkout/session_object
import { limitsOf } from '../checkout/adjustable-quantity.ts'
import { savedMethodsOf } from '../checkout/saved-methods.ts'
import { discountsOf } from '../checkout/session-discounts.ts'
import type { Session } from '../checkout/session-lines.ts'
import { viewLines } from '../checkout/session-totals.ts'
import type { Context } from '../kernel/context.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { digitsOf } from '../payments/currencies.ts'
import { viewOptionalItems, viewShipping } from './checkout-extras-view.ts'

export type Money = (amountMinor: number | null | undefined) => { minorUnitsAmount: number; amount: string }

export function viewCheckout(context: Context, session: Session) {
  const { mode, amount_total: amount, return_url } = session
  return {
    object: 'elements_checkout_session',
    mode,
    amount,
    return_url: return_url?.replaceAll('{CHECKOUT_SESSION_ID}', session.id) ?? null,
    session: viewSession(context, session),
  }
}

export function emailOf(context: Context, session: Session): string | null {
  const customer = context.find('customer', session.customer as string | null)
  return session._collected?.email || session.customer_details?.email || customer?.email || null
}

function viewSession(context: Context, session: Session) {
  const currency = session.currency ?? 'usd'
  const money = moneyIn(currency)
  const collected = session._collected ?? {}
  const lines = viewLines(context, session)
  return {
    id: session.id,
    livemode: false,
    businessName: null,
    status: statusOf(session),
    currency,
    currencyOptions: null,
    minorUnitsAmountDivisor: 10 ** digitsOf(currency),
    email: emailOf(context, session),
    phoneNumber: collected.phoneNumber || null,
    billingAddress: collected.billingAddress || null,
    shippingAddress: collected.shippingAddress || null,
    nameCollection: {
      individualName: collected.individualName || null,
      businessName: collected.businessName || null,
    },
    discountAmounts: viewDiscounts(context, session, money),
    lastPaymentError: null,
    lineItems: lines.map((line) => ({
      ...viewLine(context, line, money),
      isRemovable: session._lines?.find(({ id }) => id === line.id)?.optional !== undefined,
    })),
    optionalItems: viewOptionalItems(context, session, money),
    recurring: recurringOf(context, session, lines, money),
    savedPaymentMethods: savedMethodsOf(context, session).map(viewMethod),
    ...viewShipping(context, session, money),
    surcharge: null,
    tax: { status: 'ready' },
    taxAmounts: null,
    taxIdInfo: null,
    total: {
      appliedBalance: money(0),
      balanceAppliedToNextInvoice: false,
      discount: money(session.total_details?.amount_discount),
      shippingRate: money(session.shipping_cost?.amount_total),
      subtotal: money(session.amount_subtotal),
      surcharge: money(0),
      taxExclusive: money(0),
      taxInclusive: money(0),
      total: money(session.amount_total),
    },
  }
}

function moneyIn(currency: string): Money {
  const digits = digitsOf(currency)
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency, minimumFractionDigits: digits })
  return (amountMinor) => ({
    minorUnitsAmount: amountMinor ?? 0,
    amount: format.format((amountMinor ?? 0) / 10 ** digits),
  })
}

function statusOf({ status, payment_status }: Session) {
  return status === 'complete' ? { type: status, paymentStatus: payment_status } : { type: status }
}

function viewLine(context: Context, line: ReturnType<typeof viewLines>[number], money: Money) {
  const { price } = line
  const product = context.find('product', price.product as string)
  return {
    id: line.id,
    name: line.description,
    description: product?.description ?? null,
    images: product?.images ?? [],
    priceId: price.id,
    quantity: line.quantity,
    unitLabel: product?.unit_label ?? null,
    unitAmount: money(price.unit_amount),
    unitAmountDecimal: null,
    discount: money(line.amount_discount),
    subtotal: money(line.amount_subtotal),
    total: money(line.amount_total),
    taxExclusive: money(0),
    taxInclusive: money(0),
    discountAmounts: null,
    taxAmounts: null,
    recurring: price.recurring && {
      interval: price.recurring.interval,
      intervalCount: price.recurring.interval_count,
      usageType: price.recurring.usage_type,
    },
    adjustableQuantity: limitsOf(line.adjustable_quantity),
    pricing: null,
    transformQuantity: null,
  }
}

function viewDiscounts(context: Context, session: Session, money: Money) {
  const [given] = discountsOf(session)
  if (!given) return null
  const code = context.find('promotion_code', given.promotion_code)
  const coupon = context.find('coupon', given.coupon ?? (code?.promotion.coupon as string))
  const lasting = { forever: { type: 'forever' }, once: null }
  return [
    {
      ...money(session.total_details?.amount_discount),
      displayName: coupon?.name ?? code?.code ?? coupon?.id ?? '',
      promotionCode: code?.code ?? null,
      percentOff: coupon?.percent_off ?? null,
      recurring:
        coupon?.duration === 'repeating'
          ? { type: 'repeating', durationInMonths: coupon.duration_in_months }
          : (lasting[coupon?.duration as 'once'] ?? null),
    },
  ]
}

function recurringOf(context: Context, session: Session, lines: ReturnType<typeof viewLines>, money: Money) {
  const recurring = lines.flatMap((line) => (line.price.recurring ? [{ line, recurring: line.price.recurring }] : []))
  const [first] = recurring
  if (!first) return null
  const due = recurring.reduce((total, { line }) => total + line.amount_subtotal, 0)
  const trialPeriodDays = session._subscriptionData?.trial_period_days
  return {
    interval: first.recurring.interval,
    intervalCount: first.recurring.interval_count,
    isProrated: false,
    dueNext: {
      subtotal: money(due),
      total: money(due),
      discount: money(0),
      taxInclusive: money(0),
      taxExclusive: money(0),
      billingCycleAnchor: null,
    },
    trial: trialPeriodDays ? { trialPeriodDays, trialEnd: context.now() + trialPeriodDays * 24 * 60 * 60 } : null,
  }
}

function viewMethod({ id, card, billing_details: billing }: StripeObject<'payment_method'>) {
  return {
    id,
    type: 'card',
    card: { brand: card?.brand, expMonth: card?.exp_month, expYear: card?.exp_year, last4: card?.last4 },
    billingDetails: { email: billing.email, name: billing.name, phone: billing.phone, address: billing.address },
  }
}
