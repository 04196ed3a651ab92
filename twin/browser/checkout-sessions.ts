import { limitsOf } from '../checkout/adjustable-quantity.ts'
import { completeSession, type Payer } from '../checkout/complete-session.ts'
import { finishSession } from '../checkout/finish-session.ts'
import { addOptionalItem, removeOptionalItem } from '../checkout/optional-items.ts'
import { applyPromotionCode, removePromotionCode } from '../checkout/promotion-code.ts'
import type { Collected, Session } from '../checkout/session-lines.ts'
import { setQuantities } from '../checkout/set-quantities.ts'
import { chooseShipping } from '../checkout/shipping-options.ts'
import { checkEmail } from '../kernel/check-email.ts'
import type { Context } from '../kernel/context.ts'
import { invalidRequest, resourceMissing } from '../kernel/stripe-error.ts'
import { emailOf, viewCheckout } from './checkout-session-view.ts'

type Change = {
  collected?: Collected
  promotion_code?: string
  line_item?: { id: string; quantity: string }
  shipping_option?: string
  /** A price of the `optional_items`. */
  added_item?: string
  removed_item?: string
}

/** `POST /v1/elements/checkout_sessions/{id}/init`: the session as the Checkout SDK shows it, by its client secret. */
export function showCheckout(context: Context<unknown>) {
  return viewCheckout(context, requireSession(context))
}

/** `POST /v1/elements/checkout_sessions/{id}`: what the customer says or chooses before paying. */
export function changeCheckout(context: Context<unknown>) {
  const session = requireOpen(context)
  const { collected, promotion_code: code, line_item: line, ...more } = context.params as Change
  if (collected) {
    if (collected.email) checkEmail(collected.email, 'email')
    context.update(session, { _collected: { ...session._collected, ...collected } })
  }
  if (code !== undefined) changeCode(context, session, code)
  if (line) changeQuantity(context, session, line)
  if (more.shipping_option) chooseShipping(context, session, more.shipping_option)
  if (more.added_item) addOptionalItem(context, session, indexOf(session, more.added_item))
  if (more.removed_item) removeOptionalItem(context, session, indexOf(session, more.removed_item))
  return viewCheckout(context, requireSession(context))
}

/** `POST /v1/elements/checkout_sessions/{id}/confirm`: pays with a payment method; without one, goes on after authentication. */
export function confirmCheckout(context: Context<unknown>) {
  const session = requireOpen(context)
  const { payment_method: methodId } = context.params as { payment_method?: string }
  const waiting = attemptOf(context, session)
  const after =
    waiting && !methodId
      ? finishSession(context, session, waiting)
      : completeSession(context, session, payerOf(context, session, methodId))
  const intent = after.status === 'open' ? attemptOf(context, after) : undefined
  return { ...viewCheckout(context, after), ...(intent && { intent_client_secret: intent.client_secret }) }
}

function requireSession(context: Context<unknown>): Session {
  const { client_secret } = context.params as { client_secret?: string }
  const secret = context.clientSecret ?? client_secret
  const session = context.find('checkout.session', context.id)
  if (!session || session.client_secret !== secret) {
    throw resourceMissing('checkout.session', context.id, 'client_secret')
  }
  if (session.ui_mode !== 'elements') {
    throw invalidRequest(`This Checkout Session has the ui_mode ${session.ui_mode}: elements is needed.`)
  }
  return session
}

function requireOpen(context: Context<unknown>): Session {
  const session = requireSession(context)
  if (session.status === 'open') return session
  throw invalidRequest(`This Checkout Session is ${session.status}.`, { code: 'checkout_session_not_open' })
}

/** The intent of a try that waits for the bank. */
function attemptOf(context: Context, { _attempt: id }: Session) {
  return context.find('payment_intent', id) ?? context.find('setup_intent', id)
}

function payerOf(context: Context, session: Session, methodId: string | undefined): Payer {
  const method = context.get('payment_method', methodId ?? '', 'payment_method')
  const email = emailOf(context, session)
  if (!email) throw invalidRequest('An email address is needed to confirm this Checkout Session.', { param: 'email' })
  const { billing_details: billing } = method
  const { billingAddress, shippingAddress, phoneNumber, individualName, businessName } = session._collected ?? {}
  return {
    method,
    email,
    name: billing.name ?? billingAddress?.name ?? null,
    phone: phoneNumber ?? billing.phone,
    address: billingAddress?.address ?? billing.address,
    ...(individualName && { individualName }),
    ...(businessName && { businessName }),
    ...(shippingAddress && { shipping: { name: shippingAddress.name ?? '', address: shippingAddress.address } }),
  }
}

function indexOf(session: Session, price: string): number {
  const index = session.optional_items?.findIndex((item) => item.price === price) ?? -1
  if (index >= 0) return index
  throw invalidRequest(`No such optional item: '${price}'`, { param: 'price' })
}

/** An empty code takes the promotion away. */
function changeCode(context: Context, session: Session, code: string) {
  if (!session.allow_promotion_codes) {
    throw invalidRequest('Promotion codes are not enabled for this Checkout Session.', { param: 'promotion_code' })
  }
  if (code) applyPromotionCode(context, session, code)
  else removePromotionCode(context, session)
}

function changeQuantity(context: Context, session: Session, { id, quantity }: { id: string; quantity: string }) {
  const wanted = Number(quantity)
  const line = session._lines?.find((one) => one.id === id)
  if (!line) throw resourceMissing('line item', id, 'line_item[id]')
  const limits = limitsOf(line.adjustable)
  if (!limits || !Number.isInteger(wanted) || wanted < limits.minimum || wanted > limits.maximum) {
    throw invalidRequest(`The quantity of ${id} cannot be ${quantity}.`, { param: 'line_item[quantity]' })
  }
  setQuantities(context, session, new Map([[id, wanted]]))
}
