import { type Html, html } from '../shared/html.ts'
import type { Visit } from './visit.ts'

export function detailsSection({ t, context, customer, configuration, at }: Visit): Html | undefined {
  const { enabled, allowed_updates: allowed } = configuration.features.customer_update
  if (!enabled || allowed.length === 0) return undefined
  const taxIds = context.list('tax_id', (each) => each.customer === customer.id)
  const rows: [string, string | null | undefined][] = [
    [t.name, customer.name],
    [t.email, customer.email],
    [t.phone, allowed.includes('phone') ? customer.phone : null],
    [t.address, allowed.includes('address') ? addressText(customer.address) : null],
    [t.shipping, allowed.includes('shipping') ? addressText(customer.shipping?.address) : null],
    [t.taxId, allowed.includes('tax_id') ? taxIds.map(({ value }) => value).join(', ') : null],
  ]
  return html`<h2>${t.information}</h2>
<ul class="rows">${rows.filter(([, value]) => value).map(([label, value]) => html`<li><span class="quiet">${label}</span><span class="end">${value}</span></li>`)}</ul>
<p><a class="button plain" href="${at}/customer">${t.updateInformation}</a></p>`
}

type Address = { [part in 'line1' | 'line2' | 'postal_code' | 'city' | 'state' | 'country']?: string | null }

function addressText(address: Address | null | undefined): string | undefined {
  if (!address) return undefined
  const { line1, line2, postal_code: code, city, state, country } = address
  return [line1, line2, [code, city].filter(Boolean).join(' '), state, country].filter(Boolean).join(', ')
}
