import { guessCountry, listCountries } from '../countries.js'
import { make } from '../dom.js'
import { createField } from '../field.js'
import { fill } from '../texts.js'

// What an address has in a country; elsewhere it is written without state and postal code rules.
const shapes = {
  US: { needs: ['locality', 'administrativeArea', 'postalCode'] },
  CA: { needs: ['locality', 'administrativeArea', 'postalCode'] },
  AU: { needs: ['locality', 'administrativeArea', 'postalCode'] },
  IE: { needs: ['locality'], has: ['administrativeArea', 'postalCode'] },
  HK: { needs: ['locality', 'administrativeArea'], lacks: ['postalCode'] },
}
const otherShape = { needs: ['locality', 'postalCode'] }

/** The fields of an address, named and labelled as Stripe's are. */
export function createAddressForm({ texts, options, browserLocale, kept, onChange }) {
  const form = options.mode === 'shipping' ? 'shippingAddress' : 'billingAddress'
  const all = createFields(form, texts, options, oninput)
  const { country } = all
  const defaults = readDefaults(options.defaultValues)
  const initial = { ...defaults, ...kept }
  for (const [name, field] of Object.entries(all)) field.control.value = initial[name] ?? ''
  country.control.value = pickCountry(country.control, initial.country, browserLocale)
  drawShape()

  function oninput({ target }) {
    for (const field of Object.values(all)) if (field.control === target) field.showError()
    drawShape()
    onChange()
  }

  function shape() {
    return shapes[country.control.value] ?? otherShape
  }

  function drawShape() {
    const { needs, has = [] } = shape()
    for (const name of ['locality', 'administrativeArea', 'postalCode']) {
      all[name].node.hidden = ![...needs, ...has].includes(name)
    }
    all.postalCode.setLabel(country.control.value === 'US' ? texts.zip : texts.postal)
  }

  function neededFields() {
    const { phone } = all
    const isPhoneNeeded = phone && (options.validation?.phone?.required ?? 'always') !== 'never'
    const names = ['name', 'firstName', 'lastName', 'country', 'addressLine1', ...shape().needs]
    return [...names, ...(isPhoneNeeded ? ['phone'] : [])].filter((name) => all[name])
  }

  const missing = () => neededFields().filter((name) => all[name].control.value.trim() === '')
  const read = (name) => (all[name] && !all[name].node.hidden ? all[name].control.value.trim() : '')

  return {
    node: make('div', { class: 'CardForm' }, ...Object.values(all).map((field) => field.node)),
    isEmpty: () => Object.entries(all).every(([name, field]) => name === 'country' || field.control.value === ''),
    isComplete: () => missing().length === 0,
    refuse() {
      const names = missing()
      for (const name of names) all[name].showError(texts.required)
      if (names.length === 0) return undefined
      all[names[0]].control.focus()
      return { code: codes[names[0]] ?? 'incomplete_address', message: texts.required }
    },
    value: () => ({
      name: all.name ? read('name') : [read('firstName'), read('lastName')].filter(Boolean).join(' '),
      ...(all.firstName && { firstName: read('firstName'), lastName: read('lastName') }),
      address: {
        line1: read('addressLine1'),
        line2: read('addressLine2') || null,
        city: read('locality'),
        state: read('administrativeArea'),
        postal_code: read('postalCode'),
        country: read('country'),
      },
      ...(all.phone && { phone: read('phone') }),
    }),
    focus: () => Object.values(all)[0].control.focus(),
    clear() {
      for (const [name, field] of Object.entries(all)) if (name !== 'country') field.control.value = ''
    },
    keep: () => Object.fromEntries(Object.entries(all).map(([name, field]) => [name, field.control.value])),
  }
}

const codes = {
  name: 'incomplete_name',
  firstName: 'incomplete_name',
  lastName: 'incomplete_name',
  phone: 'incomplete_phone_number',
}

function createFields(form, texts, { display, fields, allowedCountries }, oninput) {
  const field = (name, label, autocomplete, isWide = true) =>
    createField({ form, name, label, isWide, control: make('input', { type: 'text', autocomplete, oninput }) })
  const nameKind = display?.name ?? 'full'
  const countries = listCountries(texts.locale).filter(
    ({ code }) => !allowedCountries || allowedCountries.includes(code),
  )
  const choices = countries.map(({ code, name }) => make('option', { value: code }, name))
  return {
    ...(nameKind === 'split'
      ? {
          firstName: field('firstName', texts.firstName, 'given-name', false),
          lastName: field('lastName', texts.lastName, 'family-name', false),
        }
      : { name: field('name', nameKind === 'organization' ? texts.organization : texts.name, 'name') }),
    country: createField({
      form,
      name: 'country',
      label: texts.addressCountry,
      isWide: true,
      control: make('select', { autocomplete: 'country', onchange: oninput }, ...choices),
    }),
    addressLine1: field('addressLine1', texts.addressLine1, 'address-line1'),
    addressLine2: field('addressLine2', fill(texts.optional, { label: texts.addressLine2 }), 'address-line2'),
    locality: field('locality', texts.city, 'address-level2', false),
    administrativeArea: field('administrativeArea', texts.state, 'address-level1', false),
    postalCode: field('postalCode', texts.postal, 'postal-code', false),
    ...(fields?.phone === 'always' && { phone: field('phone', texts.phone, 'tel') }),
  }
}

function readDefaults({ name, firstName, lastName, phone, address } = {}) {
  const { line1, line2, city, state, postal_code, country } = address ?? {}
  return {
    name: name ?? undefined,
    firstName,
    lastName,
    phone,
    ...{ addressLine1: line1, addressLine2: line2, locality: city, administrativeArea: state },
    ...{ postalCode: postal_code, country },
  }
}

function pickCountry(select, wanted, browserLocale) {
  const codes = [...select.options].map(({ value }) => value)
  return [wanted, guessCountry(browserLocale)].find((code) => codes.includes(code)) ?? codes[0]
}
