import { listCountries } from '../countries.js'
import { make } from '../dom.js'
import { createField } from '../field.js'

/** The fields of a card, named and labelled as Stripe's are. */
export function createCardFields(texts, { oninput, onblur }) {
  const input = (attributes) => make('input', { type: 'text', autocomplete: 'off', ...attributes, oninput, onblur })
  const digits = (autocomplete, placeholder) =>
    input({ inputmode: 'numeric', autocomplete, placeholder, 'aria-required': 'true' })
  const countries = listCountries(texts.locale).map(({ code, name }) => make('option', { value: code }, name))

  return {
    name: createField({ name: 'name', label: texts.name, isWide: true, control: input({ autocomplete: 'name' }) }),
    number: createField({
      name: 'number',
      label: texts.number,
      isWide: true,
      control: digits('cc-number', '1234 1234 1234 1234'),
    }),
    expiry: createField({
      name: 'expiry',
      label: texts.expiry,
      hint: texts.expiryPlaceholder,
      control: digits('cc-exp', texts.expiryPlaceholder),
    }),
    cvc: createField({ name: 'cvc', label: texts.cvc, control: digits('cc-csc', texts.cvcPlaceholder) }),
    country: createField({
      name: 'country',
      label: texts.country,
      control: make('select', { autocomplete: 'country', onchange: oninput }, ...countries),
    }),
    postalCode: createField({
      name: 'postalCode',
      label: texts.postal,
      control: input({ autocomplete: 'postal-code' }),
    }),
  }
}
