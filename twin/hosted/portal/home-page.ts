import { html } from '../shared/html.ts'
import { detailsSection } from './details-section.ts'
import { invoiceSection } from './invoice-section.ts'
import { paymentMethodSection } from './payment-method-section.ts'
import { planSection } from './plan-section.ts'
import type { DoneName } from './texts/en.ts'
import type { PortalPage, Visit } from './visit.ts'

/** Plans, payment methods, billing information, invoices: as far as the configuration has them. */
export const homePage: PortalPage = {
  path: '',
  isOffered: () => true,
  show: (visit) => ({
    title: visit.t.billing,
    main: html`<h1>${visit.t.billing}</h1>${doneText(visit)}${planSection(visit)}${paymentMethodSection(visit)}${detailsSection(visit)}${invoiceSection(visit)}`,
  }),
}

function doneText({ query, t }: Visit) {
  const done = query.get('done') ?? ''
  return Object.hasOwn(t.done, done) && html`<p class="done" role="status">${t.done[done as DoneName]}</p>`
}
