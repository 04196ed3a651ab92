// What a session wants to know beyond the payment: who and where its customer is, and the host's own questions.
import type { Session } from '../../checkout/session-lines.ts'
import { type AddressNames, addressFields } from '../shared/address-fields.ts'
import { countryOptions } from '../shared/countries.ts'
import { type Html, html } from '../shared/html.ts'
import { linkedText } from '../shared/linked-text.ts'
import { taxIdFields } from '../shared/tax-id-fields.ts'
import { checkbox, option, selectField, textField } from '../shared/typed-form.ts'
import type { CheckoutView } from './view.ts'

type CustomField = Session['custom_fields'][number]

export const billingNames: AddressNames = namesWith('billing')
export const shippingNames: AddressNames = namesWith('shipping')
export const taxIdNames = { type: 'taxIdType', value: 'taxId' }

function namesWith(prefix: string): AddressNames {
  return {
    country: `${prefix}Country`,
    line1: `${prefix}AddressLine1`,
    line2: `${prefix}AddressLine2`,
    postal_code: `${prefix}PostalCode`,
    city: `${prefix}Locality`,
    state: `${prefix}AdministrativeArea`,
  }
}

export function contactFields(view: CheckoutView): Html {
  const { session, customer, typed, t } = view
  const { individual, business } = session.name_collection ?? {}
  const known = customer?.email ?? session.customer_email
  const label = (text: string, isOptional = false) => (isOptional ? t.optional(text) : text)
  return html`<fieldset><legend>${t.contact}</legend>
${known ? knownEmail(t.email, known) : textField(typed, { name: 'email', label: t.email, attributes: html`type="email" autocomplete="email" placeholder="email@example.com"` })}
${session.phone_number_collection?.enabled && textField(typed, { name: 'phoneNumber', label: t.phone, value: customer?.phone, attributes: html`type="tel" autocomplete="tel"` })}
${individual?.enabled && textField(typed, { name: 'individualName', label: label(t.individualName, individual.optional), value: customer?.name, attributes: html`autocomplete="name"` })}
${business?.enabled && textField(typed, { name: 'businessName', label: label(t.businessName, business.optional), attributes: html`autocomplete="organization"` })}
</fieldset>`
}

/** What the session knows is shown, and not asked for. */
function knownEmail(label: string, email: string): Html {
  return html`<ul class="rows"><li><span class="quiet">${label}</span><span class="end">${email}</span></li></ul>`
}

export function shippingFields({ session, customer, typed, t, locale }: CheckoutView): Html | undefined {
  if (!session.shipping_address_collection) return undefined
  const { allowed_countries: countries } = session.shipping_address_collection
  const text = session.custom_text.shipping_address
  return html`<fieldset><legend>${t.shipping}</legend>
${textField(typed, { name: 'shippingName', label: t.individualName, value: customer?.shipping?.name ?? customer?.name, attributes: html`autocomplete="shipping name"` })}
${addressFields(typed, { t, locale, names: shippingNames, value: customer?.shipping?.address, countries, kind: 'shipping' })}
${text && html`<p class="hint">${linkedText(text.message)}</p>`}</fieldset>`
}

export function billingFields({ session, customer, typed, t, locale }: CheckoutView): Html | undefined {
  if (session.billing_address_collection !== 'required') return undefined
  return html`<fieldset><legend>${t.address}</legend>
${addressFields(typed, { t, locale, names: billingNames, value: customer?.address, kind: 'billing' })}</fieldset>`
}

/** What Stripe asks of every card where no whole address is collected. */
export function cardAddressFields({ session, typed, t, locale }: CheckoutView): Html | undefined {
  if (session.billing_address_collection === 'required') return undefined
  const { country, postal_code: postalCode } = billingNames
  const chosen = typed.values.get(country) ?? new Intl.Locale(locale).maximize().region
  return html`${selectField(typed, { name: country, label: t.country, attributes: html`autocomplete="billing country"` }, countryOptions(locale, chosen))}
<div class="postal">${textField(typed, { name: postalCode, label: t.postal_code, attributes: html`autocomplete="billing postal-code"` })}</div>`
}

export function taxFields({ session, typed, t }: CheckoutView): Html | undefined {
  const { enabled, required } = session.tax_id_collection ?? {}
  if (!enabled) return undefined
  const isRequired = required === 'if_supported'
  const asksForName = !session.name_collection?.business?.enabled
  return html`<fieldset><legend>${t.taxId}</legend>
${!isRequired && checkbox(typed, 'buysAsBusiness', t.buysAsBusiness)}
${asksForName && textField(typed, { name: 'businessName', label: t.businessName, attributes: html`autocomplete="organization"` })}
${taxIdFields(typed, t, taxIdNames)}</fieldset>`
}

export function customFields({ session, typed, t }: CheckoutView): Html | undefined {
  if (session.custom_fields.length === 0) return undefined
  const shown = session.custom_fields.map((field) => {
    const name = customName(field)
    const label = field.optional ? t.optional(labelOf(field)) : labelOf(field)
    if (field.type !== 'dropdown') {
      const { default_value: value, maximum_length: most } = field[field.type as 'text'] ?? {}
      const numeric = field.type === 'numeric' && html`inputmode="numeric"`
      const attributes = html`${numeric} ${most && html`maxlength="${most}"`}`
      return textField(typed, { name, label, value, attributes })
    }
    const chosen = typed.values.get(name) ?? field.dropdown?.default_value
    const options = field.dropdown?.options.map((each) => option(each.value, each.label, chosen))
    return selectField(typed, { name, label }, html`<option value="">${t.choose}</option>${options}`)
  })
  return html`<fieldset><legend>${t.otherInformation}</legend>${shown}</fieldset>`
}

export function consentFields({ session, typed, t, business }: CheckoutView): Html | undefined {
  const { terms_of_service: terms, promotions } = session.consent_collection ?? {}
  const text = session.custom_text.terms_of_service_acceptance
  const words = text ? linkedText(text.message) : t.acceptTerms(business)
  return html`${promotions === 'auto' && checkbox(typed, 'promotionsConsent', t.wantsPromotions(business))}
${terms === 'required' && checkbox(typed, 'termsOfServiceConsentCheckbox', words)}`
}

export function customName({ key }: CustomField): string {
  return `custom-${key}`
}

export function labelOf({ label, key }: CustomField): string {
  return label.custom ?? key
}
