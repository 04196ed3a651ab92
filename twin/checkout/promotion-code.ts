// The promotion code that a customer types at a session that allows it.
import { isRedeemable } from '../discounts/redeem-promotion-code.ts'
import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Session } from './session-lines.ts'
import { retotal } from './session-totals.ts'

/** @throws StripeError when no such code can be used here */
export function applyPromotionCode(context: Context, session: Session, typed: string): Session {
  const [code] = context.list('promotion_code', (one) => isSame(one.code, typed) && isRedeemable(context, one))
  if (session.allow_promotion_codes && code) return setPromotionCode(context, session, code.id)
  throw invalidRequest('This promotion code is invalid.', { param: 'promotion_code', code: 'promotion_code_invalid' })
}

export function removePromotionCode(context: Context, session: Session): Session {
  return setPromotionCode(context, session, null)
}

function setPromotionCode(context: Context, before: Session, code: string | null): Session {
  const discounts = code ? [{ coupon: null, promotion_code: code }] : []
  const session = context.update(before, { _promotionCode: code, discounts })
  return context.update(session, retotal(context, session))
}

function isSame(code: string, typed: string): boolean {
  return code.toLowerCase() === typed.toLowerCase()
}
