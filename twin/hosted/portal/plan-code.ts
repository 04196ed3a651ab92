// A promotion code for a change of plan, where the configuration lets customers use one.
import type { Subscription } from '../../billing/subscriptions/subscription-items.ts'
import { isRedeemable, type PromotionCode } from '../../discounts/redeem-promotion-code.ts'
import { StripeError } from '../../kernel/stripe-error.ts'
import { readDiscounts } from '../../portal/flow-discounts.ts'
import { type Html, html } from '../shared/html.ts'
import { type Problem, textField } from '../shared/typed-form.ts'
import { runningFlow, type Visit } from './visit.ts'

const field = 'promotion_code'

/** What was typed: the code, or why it cannot be used. */
export type TypedCode = { code?: PromotionCode; problem?: Problem }

export function readCode(visit: Visit, subscription: Subscription): TypedCode {
  const { context, query, t } = visit
  const typed = query.get(field)?.trim().toLowerCase()
  if (!typed || !takesCode(visit)) return {}
  const problem = { field, message: t.codeInvalid }
  const [code] = context.list('promotion_code', (one) => one.code.toLowerCase() === typed && isRedeemable(context, one))
  if (!code) return { problem }
  try {
    readDiscounts(context, subscription, [{ promotion_code: code.id }])
    return { code }
  } catch (error) {
    if (error instanceof StripeError) return { problem }
    throw error
  }
}

/** Goes to the same page with the code in its address: it is no secret. */
export function codeField(visit: Visit, { code, problem }: TypedCode): Html | undefined {
  const { query, t } = visit
  if (!takesCode(visit)) return undefined
  const kept = ['price', 'quantity'].map(
    (name) => query.has(name) && html`<input type="hidden" name="${name}" value="${query.get(name)}">`,
  )
  if (code)
    return html`<form>${kept}<p><span class="badge">${code.code}</span> <button class="plain">${t.removeCode(code.code)}</button></p></form>`
  const typed = { values: query, problems: problem ? [problem] : [] }
  return html`<form><div class="beside">${kept}${textField(typed, { name: field, label: t.promotionCode, attributes: html`autocomplete="off"` })}
<button class="plain">${t.apply}</button></div></form>`
}

function takesCode({ configuration, session }: Visit): boolean {
  const { default_allowed_updates: allowed } = configuration.features.subscription_update
  return allowed.includes('promotion_code') && !runningFlow(session)?.subscription_update_confirm?.discounts?.length
}
