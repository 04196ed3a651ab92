// What a customer may still change of the order: how many, and for less by a promotion code.
import { type Limits, limitsOf } from '../../checkout/adjustable-quantity.ts'
import { addOptionalItem, lineOf, removeOptionalItem } from '../../checkout/optional-items.ts'
import { applyPromotionCode } from '../../checkout/promotion-code.ts'
import { lineAmount, type Session, type SessionLine } from '../../checkout/session-lines.ts'
import { setQuantities } from '../../checkout/set-quantities.ts'
import { chooseShipping } from '../../checkout/shipping-options.ts'
import type { Context } from '../../kernel/context.ts'
import { invalidRequest, StripeError } from '../../kernel/stripe-error.ts'
import { type Html, html } from '../shared/html.ts'
import { textField } from '../shared/typed-form.ts'
import type { CheckoutView } from './view.ts'

type Extra = NonNullable<Session['optional_items']>[number]
type AdjustableLine = SessionLine & { limits: Limits }

export function orderFields(view: CheckoutView): Html | undefined {
  const { session, t } = view
  const lines = adjustableLines(session)
  const isSentByChoice = session.shipping_options.length > 1
  const extras = session.optional_items ?? []
  if (lines.length + extras.length === 0 && !isSentByChoice && !session.allow_promotion_codes) return undefined
  return html`<fieldset><legend>${t.order}</legend>
${lines.map((line) => quantityField(view, line))}
${extras.map((extra, index) => optionalButton(view, extra, index))}
${isSentByChoice && shippingChoice(view)}
${(lines.length > 0 || isSentByChoice) && html`<p><button class="plain" name="updateOrder" value="yes">${t.updateOrder}</button></p>`}
${promotionField(view)}</fieldset>`
}

function quantityField({ context, typed, t }: CheckoutView, line: AdjustableLine): Html {
  const product = context.get('price', line.price).product as string
  const { minimum, maximum } = line.limits
  return textField(typed, {
    name: quantityName(line),
    label: t.quantityOf(context.find('product', product)?.name ?? line.price),
    value: String(line.quantity),
    attributes: html`type="number" inputmode="numeric" min="${minimum}" max="${maximum}"`,
  })
}

function optionalButton({ context, session, t, money }: CheckoutView, { price: id, quantity }: Extra, index: number) {
  const price = context.get('price', id)
  const name = context.find('product', price.product as string)?.name ?? id
  if (lineOf(session, index))
    return html`<p><button class="plain" name="removeOptional" value="${index}">${t.removeItem(name)}</button></p>`
  const amount = lineAmount(context, { price: id, quantity }, session.currency ?? 'usd')
  return html`<p><button class="plain" name="addOptional" value="${index}">${t.addItem(name)}</button> <span class="end">${money(amount)}</span></p>`
}

function shippingChoice({ context, session, t, money }: CheckoutView): Html {
  const chosen = session.shipping_cost?.shipping_rate
  return html`<div role="radiogroup" aria-label="${t.shippingCost}">${session.shipping_options.map(
    ({ shipping_rate: rate, shipping_amount: amount }) =>
      html`<label class="choice"><input type="radio" name="shippingOption" value="${String(rate)}" ${rate === chosen && html`checked`}> ${context.get('shipping_rate', String(rate)).display_name} <span class="end">${money(amount)}</span></label>`,
  )}</div>`
}

function promotionField({ context, session, typed, t }: CheckoutView): Html | undefined {
  if (!session.allow_promotion_codes) return undefined
  const code = context.find('promotion_code', session._promotionCode)
  if (code)
    return html`<p><span class="badge">${code.code}</span> <button class="plain" name="removeCode" value="yes">${t.removeCode(code.code)}</button></p>`
  return html`<div class="beside">${textField(typed, { name: 'promotionCode', label: t.addPromotionCode, attributes: html`autocomplete="off" placeholder="${t.addPromotionCode}"` })}
<button class="plain" name="applyCode" value="yes">${t.apply}</button></div>`
}

/** The customer adds or takes away one of the `optional_items`; nothing where the form says neither. */
export function changeOptional({ context, session }: CheckoutView, form: URLSearchParams): Session {
  const [added, removed] = [form.get('addOptional'), form.get('removeOptional')]
  if (added !== null) return addOptionalItem(context, session, Number(added))
  return removed === null ? session : removeOptionalItem(context, session, Number(removed))
}

/**
 * Changes the order as the form says: whoever pays has seen what it comes to.
 * @throws StripeError with the field as its `param`
 */
export function changeOrder({ context, session: before, t }: CheckoutView, form: URLSearchParams): Session {
  const lines = adjustableLines(before)
  const wanted = new Map(lines.map((line) => [line.id, readQuantity(line, form, t.quantityWrong)]))
  const isAllOfIt = lines.length > 0 && lines.length === before._lines?.length
  if (isAllOfIt && [...wanted.values()].every((count) => count === 0)) throw invalidRequest(t.lastItem)
  const isChanged = before._lines?.some(({ id, quantity }) => (wanted.get(id) ?? quantity) !== quantity)
  const sent = sendAsChosen(context, before, form.get('shippingOption'))
  const session = isChanged ? setQuantities(context, sent, wanted) : sent
  const code = form.get('promotionCode')?.trim()
  if (code) return applyTyped(context, session, code, t.codeInvalid)
  if (form.has('applyCode')) throw invalidRequest(t.missing(t.promotionCode), { param: 'promotionCode' })
  return session
}

function sendAsChosen(context: Context, before: Session, rate: string | null): Session {
  return !rate || rate === before.shipping_cost?.shipping_rate ? before : chooseShipping(context, before, rate)
}

/** Whatever is wrong with a code, Stripe's page says no more than that. */
function applyTyped(context: Context, session: Session, code: string, refusal: string): Session {
  try {
    return applyPromotionCode(context, session, code)
  } catch (error) {
    if (!(error instanceof StripeError) || error.fields.code === 'amount_too_small') throw error
    throw invalidRequest(refusal, { param: 'promotionCode' })
  }
}

function readQuantity(line: AdjustableLine, form: URLSearchParams, wrong: (least: number, most: number) => string) {
  const typed = form.get(quantityName(line))
  if (typed === null) return line.quantity
  const { minimum, maximum } = line.limits
  const quantity = Number(typed)
  if (typed.trim() && Number.isInteger(quantity) && quantity >= minimum && quantity <= maximum) return quantity
  throw invalidRequest(wrong(minimum, maximum), { param: quantityName(line) })
}

function adjustableLines({ _lines: lines = [] }: Session): AdjustableLine[] {
  return lines.flatMap((line) => {
    const limits = limitsOf(line.adjustable)
    return limits ? [{ ...line, limits }] : []
  })
}

function quantityName({ id }: SessionLine): string {
  return `quantity-${id}`
}
