import type { Context } from '../kernel/context.ts'
import type { StripeObject } from '../kernel/wire.ts'
import type { CreateParams, Session } from './session-lines.ts'

type Discount = StripeObject<'discount'>
type Item = Pick<StripeObject<'item'>, 'id' | 'amount_discount'>

/** What the server gave, or the promotion code that the customer typed. */
export function discountsOf({ _given, _promotionCode: code }: Session): NonNullable<CreateParams['discounts']> {
  return code ? [{ promotion_code: code }] : (_given?.discounts ?? [])
}

/** The same before it is redeemed and after: a session has one discount at most. */
export function discountId({ id }: Session): string {
  return id.replace('cs_test_', 'di_')
}

/** `total_details.breakdown` */
export function breakdownOf(context: Context, session: Session) {
  return { discounts: shares(context, session, session.total_details?.amount_discount ?? 0), taxes: [] }
}

/** `discounts` of a line item */
export function lineDiscounts(context: Context, { id, amount_discount: amount }: Item) {
  const [session] = context.list(
    'checkout.session',
    ({ _lines: lines }) => lines?.some((line) => line.id === id) ?? false,
  )
  return session ? shares(context, session, amount) : []
}

function shares(context: Context, session: Session, amount: number) {
  const discount = shownDiscount(context, session)
  return discount && amount > 0 ? [{ amount, discount }] : []
}

function shownDiscount(context: Context, session: Session): Partial<Discount> | undefined {
  const redeemed = context.find('discount', discountId(session))
  const [given] = discountsOf(session)
  if (redeemed || !given) return redeemed
  const code = context.find('promotion_code', given.promotion_code)
  return {
    id: discountId(session),
    object: 'discount',
    checkout_session: session.id,
    customer: session.customer as string | null,
    customer_account: session.customer_account,
    end: null,
    invoice: null,
    invoice_item: null,
    promotion_code: code?.id ?? null,
    source: { type: 'coupon', coupon: given.coupon ?? (code?.promotion.coupon as string) },
    start: session.created,
    subscription: null,
    subscription_item: null,
  }
}
