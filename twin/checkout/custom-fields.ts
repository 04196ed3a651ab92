// What a checkout session asks and says beyond the payment itself.
import { invalidRequest, parameterMissing } from '../kernel/stripe-error.ts'
import type { CreateParams, Session } from './session-lines.ts'

type GivenField = NonNullable<CreateParams['custom_fields']>[number]
type Field = Session['custom_fields'][number]

export function readCustomFields(given: CreateParams['custom_fields']): Field[] {
  const fields = given ?? []
  if (fields.length > 3) throw invalidRequest('Up to 3 custom fields are supported.', { param: 'custom_fields' })
  const keys = new Set<string>()
  return fields.map((field, index) => {
    const at = `custom_fields[${index}]`
    checkAlphanumeric(field.key, 200, `${at}[key]`)
    if (keys.has(field.key)) throw invalidRequest('The keys of custom fields must be unique.', { param: `${at}[key]` })
    keys.add(field.key)
    checkLength(field.label.custom, 100, `${at}[label][custom]`)
    return {
      key: field.key,
      label: { custom: field.label.custom, type: 'custom' },
      optional: field.optional ?? false,
      type: field.type,
      ...detailsOf(field, at),
    } as Field
  })
}

function detailsOf(field: GivenField, at: string) {
  for (const name of ['dropdown', 'numeric', 'text'] as const) {
    if (field[name] && field.type !== name)
      throw invalidRequest(`\`${name}\` can only be used with the type ${name}.`, { param: `${at}[${name}]` })
  }
  if (field.type === 'dropdown') return { dropdown: readDropdown(field.dropdown, `${at}[dropdown]`) }
  const { default_value = null, maximum_length = null, minimum_length = null } = field[field.type as 'text'] ?? {}
  if (maximum_length !== null && maximum_length < (minimum_length ?? 1))
    throw invalidRequest('The maximum length must not be below the minimum length.', {
      param: `${at}[${field.type}][maximum_length]`,
    })
  return { [field.type]: { default_value, maximum_length, minimum_length, value: null } }
}

function readDropdown(given: GivenField['dropdown'], at: string) {
  if (!given) throw parameterMissing(at)
  const { options, default_value = null } = given
  if (options.length > 200) throw invalidRequest('Up to 200 options are allowed.', { param: `${at}[options]` })
  const values = options.map(({ value }) => value)
  options.forEach(({ label, value }, index) => {
    checkLength(label, 100, `${at}[options][${index}][label]`)
    checkAlphanumeric(value, 100, `${at}[options][${index}][value]`)
  })
  if (new Set(values).size < values.length)
    throw invalidRequest('The values of options must be unique.', { param: `${at}[options]` })
  if (default_value !== null && !values.includes(default_value))
    throw invalidRequest('The default value must be the value of an option.', { param: `${at}[default_value]` })
  return { default_value, options, value: null }
}

const places = ['after_submit', 'shipping_address', 'submit', 'terms_of_service_acceptance'] as const

export function readCustomText(given: CreateParams['custom_text']): Session['custom_text'] {
  const texts = places.map((place) => {
    const text = given?.[place] || null
    if (text) checkLength(text.message, 1200, `custom_text[${place}][message]`)
    return [place, text]
  })
  return Object.fromEntries(texts)
}

export function readConsent(given: CreateParams['consent_collection']) {
  if (!given) return null
  return { payment_method_reuse_agreement: null, promotions: null, terms_of_service: null, ...given }
}

function checkLength(text: string, most: number, param: string) {
  if (text.length > most) throw invalidRequest(`Invalid string: must be at most ${most} characters`, { param })
}

function checkAlphanumeric(text: string, most: number, param: string) {
  checkLength(text, most, param)
  if (!/^[A-Za-z0-9]+$/.test(text)) throw invalidRequest('Invalid string: must be alphanumeric', { param })
}
