import { type Html, html } from './html.ts'
import type { SharedTexts } from './texts/en.ts'
import { option, selectField, type TypedForm, textField } from './typed-form.ts'

/** Those that businesses are asked for most; the API takes every type. */
const types = ['eu_vat', 'gb_vat', 'ch_vat', 'us_ein', 'au_abn', 'ca_bn', 'in_gst', 'no_vat', 'nz_gst', 'sg_gst']

export function taxIdFields(typed: TypedForm, t: SharedTexts, names: { type: string; value: string }): Html {
  const chosen = typed.values.get(names.type)
  const options = types.map((type) => option(type, type.toUpperCase().replace('_', ' '), chosen))
  return html`${selectField(typed, { name: names.type, label: t.taxIdType }, html`${options}`)}
${textField(typed, { name: names.value, label: t.taxIdValue })}`
}
