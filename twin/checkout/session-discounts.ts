import type { CreateParams, Session } from './session-lines.ts'

/** What the server gave, or the promotion code that the customer typed. */
export function discountsOf({ _given, _promotionCode: code }: Session): NonNullable<CreateParams['discounts']> {
  return code ? [{ promotion_code: code }] : (_given?.discounts ?? [])
}
