import type { Address } from '../../checkout/collected-details.ts'
import { countryOptions } from './countries.ts'
import { type Html, html } from './html.ts'
import type { SharedTexts } from './texts/en.ts'
import { type Problem, selectField, type TypedForm, textField } from './typed-form.ts'

const parts = ['country', 'line1', 'line2', 'postal_code', 'city', 'state'] as const
type Part = (typeof parts)[number]
export type AddressNames = Record<Part, string>

const autocompletes: Record<Part, string> = {
  country: 'country',
  line1: 'address-line1',
  line2: 'address-line2',
  postal_code: 'postal-code',
  city: 'address-level2',
  state: 'address-level1',
}
/** Where a letter does not arrive without. */
const needPostalCode = ['AT', 'AU', 'BE', 'CA', 'CH', 'DE', 'DK', 'ES', 'FR', 'GB', 'IT', 'NL', 'SE', 'US']
const needState = ['AU', 'CA', 'US']

export function addressFields(typed: TypedForm, { t, locale, names, value, countries, kind }: AddressForm): Html {
  const known = value as Partial<Address> | null | undefined
  const country = typed.values.get(names.country) ?? known?.country
  const fieldOf = (part: Exclude<Part, 'country'>) =>
    textField(typed, {
      name: names[part],
      label: t[part],
      value: known?.[part],
      attributes: html`autocomplete="${kind} ${autocompletes[part]}"`,
    })
  return html`${selectField(
    typed,
    { name: names.country, label: t.country, attributes: html`autocomplete="${kind} country"` },
    countryOptions(locale, country, countries),
  )}
${fieldOf('line1')}${fieldOf('line2')}
<div class="pair">${fieldOf('postal_code')}${fieldOf('city')}</div>
${fieldOf('state')}`
}

type AddressForm = {
  t: SharedTexts
  locale: string
  names: AddressNames
  value: object | null | undefined
  countries?: readonly string[]
  kind: 'billing' | 'shipping'
}

export function readAddress(form: URLSearchParams, names: AddressNames): Address {
  return Object.fromEntries(parts.map((part) => [part, form.get(names[part])?.trim() || null])) as Address
}

/** What is missing for a letter to arrive. */
export function addressProblems(address: Address, names: AddressNames, t: SharedTexts): Problem[] {
  const { country } = address
  const needed: Part[] = ['country', 'line1', 'city']
  if (country && needPostalCode.includes(country)) needed.push('postal_code')
  if (country && needState.includes(country)) needed.push('state')
  return needed.filter((part) => !address[part]).map((part) => ({ field: names[part], message: t.missing(t[part]) }))
}
