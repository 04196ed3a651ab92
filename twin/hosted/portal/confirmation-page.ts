import { html } from '../shared/html.ts'
import type { PortalPage } from './visit.ts'

/** Where a flow ends that neither leads back to the host nor to the portal's homepage. */
export const confirmationPage: PortalPage = {
  path: '/confirmation',
  isOffered: ({ session }) => session._isFlowDone === true,
  show: ({ t, session, business }) => {
    const { hosted_confirmation: confirmation, redirect } = session.flow?.after_completion ?? {}
    const url = redirect?.return_url ?? session.return_url
    const main = html`<h1>${t.allSet}</h1>
${confirmation?.custom_message && html`<p role="status">${confirmation.custom_message}</p>`}
${url && html`<p><a class="button" href="${url}" data-testid="return-to-business-link">${t.backTo(business)}</a></p>`}`
    return { title: t.allSet, main }
  },
}
