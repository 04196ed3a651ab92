import { cvcProblem, expiryProblem, numberProblem, onlyDigits, readExpiry } from '../card-rules.js'
import { asksForPostalCode, guessCountry } from '../countries.js'
import { make } from '../dom.js'
import { rewriteTyped } from '../rewrite-typed.js'
import { createCardFields } from './card-fields.js'

/** The fields of a new card. What is typed here leaves the frame only towards the API. */
export function createCardForm({ texts, options, collectsAddress, browserLocale, now, kept, onChange }) {
  const defaults = options.defaultValues?.billingDetails ?? {}
  const wanted = wantedFields(options.fields?.billingDetails, collectsAddress)
  const all = createCardFields(texts, { oninput, onblur })
  const { name, number, expiry, cvc, country, postalCode } = all
  const checks = [
    ...(wanted.name ? [[name, () => (name.control.value.trim() ? undefined : 'incomplete_name')]] : []),
    [number, () => numberProblem(number.control.value)],
    [expiry, () => expiryProblem(expiry.control.value, now)],
    [cvc, () => cvcProblem(cvc.control.value, number.control.value)],
  ]
  const fields = Object.values(all).filter((field) => wanted[field.name] ?? true)
  const node = make('div', { class: 'CardForm' }, ...fields.map((field) => field.node))

  const initial = { name: defaults.name, postalCode: defaults.address?.postal_code, ...kept }
  for (const field of fields) field.control.value = initial[field.name] ?? ''
  country.control.value = kept?.country ?? defaults.address?.country ?? guessCountry(browserLocale)
  for (const field of fields) field.control.disabled = Boolean(options.readOnly)
  drawPostalCode()

  function oninput(event) {
    const { target } = event
    rewriteTyped(event, { number: number.control, expiry: expiry.control, cvc: cvc.control })
    fields.find((field) => field.control === target)?.showError()
    drawPostalCode()
    onChange()
  }

  function onblur({ target }) {
    const check = checks.find(([field]) => field.control === target)
    const code = target.value ? check?.[1]() : undefined
    if (check) check[0].showError(code && texts[code])
  }

  function drawPostalCode() {
    postalCode.node.hidden = !asksForPostalCode(country.control.value)
    const isUs = country.control.value === 'US'
    postalCode.setLabel(isUs ? texts.zip : texts.postal)
    postalCode.control.placeholder = isUs ? '12345' : ''
  }

  const problems = () => checks.map(([field, check]) => ({ field, code: check() })).filter(({ code }) => code)

  return {
    node,
    number: () => number.control.value,
    isEmpty: () => [number, expiry, cvc].every((field) => field.control.value === ''),
    isComplete: () => problems().length === 0,
    /** Shows what is wrong and goes to the first of it. */
    refuse() {
      const found = problems()
      for (const { field, code } of found) field.showError(texts[code])
      found[0]?.field.control.focus()
      return found[0]?.code
    },
    focus: () => number.control.focus(),
    clear() {
      for (const field of [name, number, expiry, cvc, postalCode]) field.control.value = ''
      for (const field of fields) field.showError()
    },
    keep: () => Object.fromEntries(fields.map((field) => [field.name, field.control.value])),
    billing: () => ({
      country: wanted.country ? country.control.value : null,
      postalCode: postalCode.control.value || null,
    }),
    data() {
      const { month, year } = readExpiry(expiry.control.value)
      return {
        card: { number: onlyDigits(number.control.value), exp_month: month, exp_year: year, cvc: cvc.control.value },
        billing_details: {
          name: (wanted.name && name.control.value.trim()) || defaults.name,
          email: defaults.email,
          phone: defaults.phone,
          address: {
            ...defaults.address,
            country: wanted.country ? country.control.value : undefined,
            postal_code: (wanted.postalCode && !postalCode.node.hidden && postalCode.control.value) || undefined,
          },
        },
      }
    },
  }
}

function wantedFields(billing = 'auto', collectsAddress) {
  if (billing === 'never') return { name: false, country: false, postalCode: false }
  const address = collectsAddress ? (billing.address ?? 'auto') : 'never'
  return {
    name: billing.name === 'always',
    country: address !== 'never' && address.country !== 'never',
    postalCode: address !== 'never' && address.postalCode !== 'never',
  }
}
