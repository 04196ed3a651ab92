import { updateDetails } from '../../portal/update-details.ts'
import { type AddressNames, addressFields } from '../shared/address-fields.ts'
import { type Html, html } from '../shared/html.ts'
import { taxIdFields } from '../shared/tax-id-fields.ts'
import { problemText, type TypedForm, textField } from '../shared/typed-form.ts'
import { goBack } from './portal-frame.ts'
import type { PortalPage, Visit } from './visit.ts'

export const detailsPage: PortalPage = {
  path: '/customer',
  flows: ['customer_update'],
  isOffered: ({ configuration }) => configuration.features.customer_update.enabled,
  show: (visit, typed) => {
    const { t, customer, configuration } = visit
    const allowed = configuration.features.customer_update.allowed_updates
    const main = html`<h1>${t.information}</h1>${problemText(typed)}
<form method="post" novalidate>
${allowed.includes('name') && textField(typed, { name: 'name', label: t.name, value: customer.name, attributes: html`autocomplete="name"` })}
${allowed.includes('email') && textField(typed, { name: 'email', label: t.email, value: customer.email, attributes: html`type="email" autocomplete="email"` })}
${allowed.includes('phone') && textField(typed, { name: 'phone', label: t.phone, value: customer.phone, attributes: html`type="tel" autocomplete="tel"` })}
${allowed.includes('address') && addressGroup(visit, typed, 'address', customer.address ?? {})}
${allowed.includes('shipping') && addressGroup(visit, typed, 'shipping', customer.shipping?.address ?? {})}
${allowed.includes('tax_id') && taxIds(visit, typed)}
<p><button data-testid="confirm">${t.save}</button> ${goBack(visit)}</p></form>`
    return { title: t.updateInformation, main }
  },
  submit: ({ context, customer, configuration, t }, form) => {
    updateDetails(context, customer, configuration.features.customer_update.allowed_updates, form, t.emailInvalid)
    return { kind: 'finished', done: 'details_saved' }
  },
}

const partsOf = (group: 'address' | 'shipping'): AddressNames => ({
  country: `${group}_country`,
  line1: `${group}_line1`,
  line2: `${group}_line2`,
  postal_code: `${group}_postal_code`,
  city: `${group}_city`,
  state: `${group}_state`,
})

function addressGroup({ t, locale }: Visit, typed: TypedForm, group: 'address' | 'shipping', value: object): Html {
  const kind = group === 'address' ? 'billing' : 'shipping'
  return html`<fieldset><legend>${t[group]}</legend>${addressFields(typed, { t, locale, names: partsOf(group), value, kind })}</fieldset>`
}

function taxIds({ t, context, customer }: Visit, typed: TypedForm): Html {
  const known = context.list('tax_id', (each) => each.customer === customer.id)
  const removed = typed.values.getAll('remove_tax_id')
  const removals = known.map(
    ({ id, value }) =>
      html`<label class="choice"><input type="checkbox" name="remove_tax_id" value="${id}" ${removed.includes(id) && html`checked`}> ${t.removeTaxId(value)}</label>`,
  )
  return html`<fieldset><legend>${t.taxId}</legend>${removals}
${taxIdFields(typed, t, { type: 'tax_id_type', value: 'tax_id_value' })}</fieldset>`
}
