import { updateDetails } from '../../portal/update-details.ts'
import { countryOptions } from '../shared/countries.ts'
import { type Html, html } from '../shared/html.ts'
import { problemText } from '../shared/typed-form.ts'
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
<form method="post">
${allowed.includes('name') && field('name', t.name, customer.name, html`autocomplete="name"`)}
${allowed.includes('email') && field('email', t.email, customer.email, html`type="email" autocomplete="email" required`)}
${allowed.includes('phone') && field('phone', t.phone, customer.phone, html`type="tel" autocomplete="tel"`)}
${allowed.includes('address') && addressFields(visit, 'address', t.address, customer.address ?? {})}
${allowed.includes('shipping') && addressFields(visit, 'shipping', t.shipping, customer.shipping?.address ?? {})}
${allowed.includes('tax_id') && taxIdFields(visit)}
<p><button>${t.save}</button> ${goBack(visit)}</p></form>`
    return { title: t.updateInformation, main }
  },
  submit: ({ context, customer, configuration, t }, form) => {
    updateDetails(context, customer, configuration.features.customer_update.allowed_updates, form, t.emailInvalid)
    return { kind: 'finished', done: 'details_saved' }
  },
}

function field(name: string, label: string, value: string | null | undefined, attributes = html``): Html {
  return html`<div class="field"><label for="${name}">${label}</label><input id="${name}" name="${name}" value="${value}" ${attributes}></div>`
}

type Address = { [part: string]: string | null | undefined }

function addressFields({ t, locale }: Visit, group: 'address' | 'shipping', legend: string, value: object): Html {
  const address = value as Address
  const parts = ['line1', 'line2', 'postal_code', 'city', 'state'] as const
  return html`<fieldset><legend>${legend}</legend>
<div class="field"><label for="${group}_country">${t.country}</label><select id="${group}_country" name="${group}_country">${countryOptions(locale, address.country)}</select></div>
${parts.map((part) => field(`${group}_${part}`, t[part], address[part]))}
</fieldset>`
}

function taxIdFields({ t, context, customer }: Visit): Html {
  const known = context.list('tax_id', (each) => each.customer === customer.id)
  const removals = known.map(
    ({ id, value }) =>
      html`<label class="choice"><input type="checkbox" name="remove_tax_id" value="${id}"> ${t.removeTaxId(value)}</label>`,
  )
  const types = ['eu_vat', 'gb_vat', 'ch_vat', 'us_ein', 'au_abn', 'ca_bn', 'in_gst', 'no_vat']
  return html`<fieldset><legend>${t.taxId}</legend>${removals}
<div class="field"><label for="tax_id_type">${t.taxIdType}</label><select id="tax_id_type" name="tax_id_type">${types.map((type) => html`<option value="${type}">${type.toUpperCase().replace('_', ' ')}</option>`)}</select></div>
${field('tax_id_value', t.taxIdValue, '')}
</fieldset>`
}
