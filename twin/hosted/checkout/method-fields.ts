// How a customer pays: with what was saved, with a card, or from a bank account.
import { needsMethod } from '../../checkout/complete-session.ts'
import { savedMethodsOf } from '../../checkout/saved-methods.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import type { StripeObject } from '../../kernel/wire.ts'
import type { PaymentMethodData } from '../../payments/payment-method-fields.ts'
import { createPaymentMethod } from '../../resources/payment-methods.ts'
import { cardFields, readCard } from '../shared/card-form.ts'
import { type Html, html } from '../shared/html.ts'
import { checkbox, secretField, textField } from '../shared/typed-form.ts'
import { methodText } from '../shared/words.ts'
import { cardAddressFields } from './detail-fields.ts'
import type { CheckoutView } from './view.ts'

type PaymentMethod = StripeObject<'payment_method'>
type NewType = 'card' | 'sepa_debit' | 'us_bank_account'
const newTypes: NewType[] = ['card', 'sepa_debit', 'us_bank_account']

export function methodFields(view: CheckoutView): Html {
  const { context, session, t, typed, business } = view
  if (!needsMethod(session)) return html`<p class="quiet">${t.nothingToPay}</p>`
  const saved = savedMethodsOf(context, session)
  const types = newTypes.filter((type) => session.payment_method_types.includes(type))
  const chosen = typed.values.get('paymentMethod') ?? saved[0]?.id ?? types[0]
  const labels = {
    card: saved.some(({ card }) => card) ? t.anotherCard : t.card,
    sepa_debit: t.sepaDebit,
    us_bank_account: t.usBankAccount,
  }
  const canRemove = session.saved_payment_method_options?.payment_method_remove === 'enabled'
  const choices = [
    ...saved.map((method) => ({ value: method.id, label: methodText(method, t), method: canRemove && method })),
    ...types.map((type) => ({ value: type, label: labels[type], method: undefined })),
  ]
  const shown = choices.map(({ value, label, method }) => {
    const isChosen = value === chosen || (chosen === 'new' && value === 'card')
    const remove =
      method &&
      html`<button class="plain" name="removeMethod" value="${method.id}" aria-label="${t.removeMethod(label)}">${t.remove}</button>`
    return html`<div class="method"><label class="choice" data-testid="${value}-accordion-item-button"><input type="radio" id="payment-method-accordion-item-title-${value}" name="paymentMethod" value="${value}" ${isChosen && html`checked`}> ${label}</label>${remove}</div>`
  })
  return html`${choices.length > 1 && html`<fieldset><legend>${t.paymentMethod}</legend>${shown}</fieldset>`}
${types.includes('card') && cardFields(t, typed, '', cardAddressFields(view))}
${types.includes('sepa_debit') && bankFields(view, 'sepa_debit')}
${types.includes('us_bank_account') && bankFields(view, 'us_bank_account')}
${savesChoice(session) && checkbox(typed, 'saveMethod', t.saveMethod)}
${isReused(session) && html`<p class="hint">${t.reuse(business)}</p>`}`
}

function bankFields({ t, typed, business }: CheckoutView, type: 'sepa_debit' | 'us_bank_account'): Html {
  const digits = html`inputmode="numeric" autocomplete="off"`
  if (type === 'sepa_debit')
    return html`<fieldset class="sepa_debit"><legend>${t.sepaDebit}</legend>
${secretField(typed, { name: 'iban', label: t.iban, attributes: html`autocomplete="off" placeholder="DE00 0000 0000 0000 0000 00"` })}
${textField(typed, { name: 'sepaName', label: t.accountHolder, attributes: html`autocomplete="name"` })}
<p class="hint">${t.sepaMandate(business)}</p></fieldset>`
  return html`<fieldset class="us_bank_account"><legend>${t.usBankAccount}</legend>
${textField(typed, { name: 'accountHolder', label: t.accountHolder, attributes: html`autocomplete="name"` })}
${secretField(typed, { name: 'routingNumber', label: t.routingNumber, attributes: digits })}
${secretField(typed, { name: 'accountNumber', label: t.accountNumber, attributes: digits })}
<p class="hint">${t.achMandate(business)}</p></fieldset>`
}

function savesChoice({ saved_payment_method_options: options }: CheckoutView['session']): boolean {
  return options?.payment_method_save === 'enabled'
}

/** What will be charged again without the customer is agreed to, unless the session hides it. */
function isReused({ mode, consent_collection: consent, _paymentIntentData: data }: CheckoutView['session']): boolean {
  if (consent?.payment_method_reuse_agreement?.position === 'hidden') return false
  return mode !== 'payment' || data?.setup_future_usage === 'off_session'
}

/** @param billing what else was typed about who pays */
export function readMethod(view: CheckoutView, form: URLSearchParams, billing: object): PaymentMethod | undefined {
  const { context, session, t } = view
  if (!needsMethod(session)) return undefined
  const chosen = form.get('paymentMethod')
  const saved = savedMethodsOf(context, session).find(({ id }) => id === chosen)
  // A number that was typed says more than a choice that was made for its typist.
  if (saved && !form.get('cardNumber')) return saved
  return createPaymentMethod(context, readNew(t, form, billing, chosen))
}

function readNew(t: CheckoutView['t'], form: URLSearchParams, billing: object, type: string | null): PaymentMethodData {
  if (type === 'sepa_debit')
    return {
      type,
      sepa_debit: { iban: given(t, form, 'iban', t.iban) },
      billing_details: { ...billing, name: given(t, form, 'sepaName', t.accountHolder) },
    }
  if (type === 'us_bank_account')
    return {
      type,
      us_bank_account: {
        routing_number: given(t, form, 'routingNumber', t.routingNumber),
        account_number: given(t, form, 'accountNumber', t.accountNumber),
        account_holder_type: 'individual',
      },
      billing_details: { ...billing, name: given(t, form, 'accountHolder', t.accountHolder) },
    }
  return readCard(t, form, billing)
}

function given(t: CheckoutView['t'], form: URLSearchParams, name: string, label: string): string {
  const value = form.get(name)?.trim()
  if (!value) throw invalidRequest(t.missing(label), { param: name })
  return value
}

/** Whose card or account it is. */
export function readMethodName(form: URLSearchParams): string | null {
  const type = form.get('paymentMethod')
  const field = type === 'sepa_debit' ? 'sepaName' : type === 'us_bank_account' ? 'accountHolder' : 'billingName'
  return form.get(field)?.trim() || null
}
