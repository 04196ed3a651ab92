// The card fields of hosted pages, named and labelled as on Stripe's, and what they hold when they come back.
import { invalidRequest } from '../../kernel/stripe-error.ts'
import type { PaymentMethodData } from '../../payments/payment-method-fields.ts'
import { type Html, html } from './html.ts'

export function cardFields(name = ''): Html {
  return html`<fieldset><legend>Card information</legend>
<div class="field"><label for="cardNumber">Card number</label><input id="cardNumber" name="cardNumber" inputmode="numeric" autocomplete="cc-number" placeholder="1234 1234 1234 1234"></div>
<div class="pair">
<div class="field"><label for="cardExpiry">Expiration</label><input id="cardExpiry" name="cardExpiry" inputmode="numeric" autocomplete="cc-exp" placeholder="MM / YY"></div>
<div class="field"><label for="cardCvc">CVC</label><input id="cardCvc" name="cardCvc" inputmode="numeric" autocomplete="cc-csc" placeholder="CVC"></div>
</div>
<div class="field"><label for="billingName">Cardholder name</label><input id="billingName" name="billingName" autocomplete="cc-name" placeholder="Full name on card" value="${name}"></div>
</fieldset>`
}

/** @throws StripeError in the words that a person needs */
export function readCard(form: URLSearchParams, email: string | null = null): PaymentMethodData {
  const number = (form.get('cardNumber') ?? '').replaceAll(/[\s-]/g, '')
  const [month = '', year = ''] = (form.get('cardExpiry') ?? '').split('/').map((part) => part.trim())
  const cvc = (form.get('cardCvc') ?? '').trim()
  if (!number) throw invalidRequest('Enter the card number.')
  if (!/^\d{1,2}$/.test(month) || !/^\d{2}(\d{2})?$/.test(year))
    throw invalidRequest('Enter the expiration date as MM / YY.')
  if (!/^\d{3,4}$/.test(cvc)) throw invalidRequest('Enter the CVC: the three or four digits on the card.')
  const name = form.get('billingName')?.trim() || null
  const card = { number, exp_month: Number(month), exp_year: Number(year), cvc }
  return { type: 'card', card, billing_details: { name, email } } as unknown as PaymentMethodData
}
