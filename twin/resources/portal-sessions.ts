import type { Resource } from '../kernel/resource.ts'
import { createPortalSession } from '../portal/create-portal-session.ts'

/** https://docs.stripe.com/api/customer_portal/sessions */
export const portalSessions: Resource = {
  operations: { 'billingPortal.sessions.create': (context) => createPortalSession(context, context.params) },
}
