// The card fields of hosted pages, named and labelled as on Stripe's, and what they hold when they come back.
import { invalidRequest } from '../../kernel/stripe-error.ts'
import type { PaymentMethodData } from '../../payments/payment-method-fields.ts'
import { type Html, html } from './html.ts'
import type { SharedTexts } from './texts/en.ts'
import { secretField, type TypedForm, textField, untouched } from './typed-form.ts'

export function cardFields(t: SharedTexts, typed: TypedForm = untouched, name: string | null = '', more?: Html): Html {
  return html`<fieldset class="card"><legend>${t.cardInformation}</legend>
${secretField(typed, { name: 'cardNumber', label: t.cardNumber, attributes: html`inputmode="numeric" autocomplete="cc-number" placeholder="1234 1234 1234 1234"` })}
<div class="pair">
${textField(typed, { name: 'cardExpiry', label: t.cardExpiry, attributes: html`inputmode="numeric" autocomplete="cc-exp" placeholder="${t.cardExpiryFormat}"` })}
${secretField(typed, { name: 'cardCvc', label: t.cardCvc, attributes: html`inputmode="numeric" autocomplete="cc-csc" placeholder="CVC"` })}
</div>
${textField(typed, { name: 'billingName', label: t.cardholderName, value: name, attributes: html`autocomplete="cc-name" placeholder="${t.cardholderHint}"` })}
${more}</fieldset>`
}

type Billing = NonNullable<PaymentMethodData['billing_details']>

/** @throws StripeError in the words that a person needs, with the field as its `param` */
export function readCard(t: SharedTexts, form: URLSearchParams, billing: object = {}): PaymentMethodData {
  const number = (form.get('cardNumber') ?? '').replaceAll(/[\s-]/g, '')
  const [, month = '', year = ''] = /^\s*(\d{1,2})\s*\/?\s*(\d{2}|\d{4})\s*$/.exec(form.get('cardExpiry') ?? '') ?? []
  const cvc = (form.get('cardCvc') ?? '').trim()
  if (!number) throw invalidRequest(t.enterCardNumber, { param: 'cardNumber' })
  if (!month) throw invalidRequest(t.enterCardExpiry, { param: 'cardExpiry' })
  if (!/^\d{3,4}$/.test(cvc)) throw invalidRequest(t.enterCardCvc, { param: 'cardCvc' })
  const name = form.get('billingName')?.trim() || null
  const card = { number, exp_month: Number(month), exp_year: Number(year), cvc }
  return { type: 'card', card, billing_details: { name, ...billing } as Billing } as PaymentMethodData
}
