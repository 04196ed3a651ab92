// What was typed at the checkout page beyond the payment, and what is wrong with it.
import type { Details } from '../../checkout/collected-details.ts'
import type { Session } from '../../checkout/session-lines.ts'
import { hasForm } from '../../tax-ids/tax-id-forms.ts'
import { addressProblems, readAddress } from '../shared/address-fields.ts'
import { problemIn } from '../shared/run-page.ts'
import type { Problem } from '../shared/typed-form.ts'
import { billingNames, customName, labelOf, shippingNames, taxIdNames } from './detail-fields.ts'
import { readMethodName } from './method-fields.ts'
import type { CheckoutView } from './view.ts'

export function readDetails(view: CheckoutView, form: URLSearchParams): Details {
  const { session, customer } = view
  const get = (name: string) => form.get(name)?.trim() || null
  const isShipped = session.shipping_address_collection !== null
  return {
    email: customer?.email ?? session.customer_email ?? get('email'),
    name: readMethodName(form),
    phone: get('phoneNumber'),
    address: isAddressAsked(session, form) ? readAddress(form, billingNames) : null,
    individualName: get('individualName'),
    businessName: get('businessName'),
    shipping: isShipped ? { name: get('shippingName') ?? '', address: readAddress(form, shippingNames) } : null,
    taxId: readTaxId(session, form),
    customFields: Object.fromEntries(session.custom_fields.map((field) => [field.key, get(customName(field)) ?? ''])),
    acceptsTerms: form.get('termsOfServiceConsentCheckbox') === 'yes',
    acceptsPromotions: form.get('promotionsConsent') === 'yes',
  }
}

/** The whole of it where the session says so; of a card that is typed, its country at least. */
function isAddressAsked({ billing_address_collection: collection }: Session, form: URLSearchParams): boolean {
  return collection === 'required' || Boolean(form.get('cardNumber') && form.get(billingNames.country))
}

function readTaxId({ tax_id_collection: wanted }: Session, form: URLSearchParams) {
  const value = form.get(taxIdNames.value)?.trim()
  return wanted?.enabled && value ? { type: form.get(taxIdNames.type) ?? '', value } : null
}

/** In the order of the page. */
export function findProblems(view: CheckoutView, form: URLSearchParams, details: Details): Problem[] {
  const { session, t } = view
  const { individual, business } = session.name_collection ?? {}
  const { email, phone, shipping, address, individualName, businessName, acceptsTerms } = details
  const problems: (Problem | false)[] = [
    !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email ?? '') && { field: 'email', message: t.emailInvalid },
    Boolean(session.phone_number_collection?.enabled) &&
      !/^\+?[\d\s().-]{7,20}$/.test(phone ?? '') && { field: 'phoneNumber', message: t.phoneInvalid },
    isAsked(individual) && !individualName && { field: 'individualName', message: t.missing(t.individualName) },
    isAsked(business) && !businessName && { field: 'businessName', message: t.missing(t.businessName) },
    shipping?.name === '' && { field: 'shippingName', message: t.missing(t.individualName) },
    ...(shipping ? addressProblems(shipping.address, shippingNames, t) : []),
    ...(address && session.billing_address_collection === 'required' ? addressProblems(address, billingNames, t) : []),
    ...taxProblems(view, form, details),
    ...session.custom_fields.map((field) => customProblem(view, field, details.customFields?.[field.key] ?? '')),
    session.consent_collection?.terms_of_service === 'required' &&
      !acceptsTerms && { field: 'termsOfServiceConsentCheckbox', message: t.termsNeeded },
  ]
  return problems.filter((problem) => problem !== false)
}

function isAsked(collected: { enabled: boolean; optional: boolean } | undefined): boolean {
  return Boolean(collected?.enabled && !collected.optional)
}

function taxProblems({ session, t }: CheckoutView, form: URLSearchParams, { taxId, businessName }: Details): Problem[] {
  const { enabled, required } = session.tax_id_collection ?? {}
  if (!enabled) return []
  const isBusiness = form.get('buysAsBusiness') === 'yes' || required === 'if_supported'
  if (!taxId) return isBusiness ? [{ field: taxIdNames.value, message: t.missing(t.taxIdValue) }] : []
  const problems: Problem[] = []
  if (!businessName) problems.push({ field: 'businessName', message: t.missing(t.businessName) })
  if (!hasForm(taxId.type, taxId.value)) {
    problems.push(problemIn(t, { field: taxIdNames.value, message: '', codes: ['tax_id_invalid'] }))
  }
  return problems
}

function customProblem({ t }: CheckoutView, field: Session['custom_fields'][number], value: string): Problem | false {
  const [name, label] = [customName(field), labelOf(field)]
  if (!value) return !field.optional && { field: name, message: t.missing(label) }
  if (field.type === 'dropdown')
    return !field.dropdown?.options.some((each) => each.value === value) && { field: name, message: t.missing(label) }
  if (field.type === 'numeric' && !/^\d+$/.test(value)) return { field: name, message: t.digitsOnly(label) }
  const { minimum_length: least = null, maximum_length: most = null } = field[field.type as 'text'] ?? {}
  const isWrong = (least !== null && value.length < least) || value.length > (most ?? 255)
  return isWrong && { field: name, message: t.lengthWrong(label, least, most ?? 255) }
}
