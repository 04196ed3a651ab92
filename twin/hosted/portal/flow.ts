// A flow: which page it opens at, which pages belong to it, and where it leads once it is done.
import type { PortalSession } from '../../portal/create-portal-session.ts'
import { type PortalPage, runningFlow, type Visit } from './visit.ts'

type Flow = NonNullable<PortalSession['flow']>

export function flowAddress(flow: Flow): string {
  const subscription = subscriptionOf(flow)
  switch (flow.type) {
    case 'subscription_cancel':
      return `/subscriptions/${subscription}/cancel`
    case 'subscription_pause':
      return `/subscriptions/${subscription}/pause`
    case 'subscription_update':
      return `/subscriptions/${subscription}/update`
    case 'subscription_update_confirm':
      return `/subscriptions/${subscription}/update/confirm`
    case 'payment_method_update':
      return '/payment-methods/new'
    case 'customer_update':
      return '/customer'
    default:
      throw new Error(`The portal has no page for the flow "${flow.type}"`)
  }
}

export function isOfFlow(page: PortalPage, { session, path }: Visit): boolean {
  const flow = runningFlow(session)
  if (!flow || !page.flows?.includes(flow.type)) return false
  return path.subscription === undefined || path.subscription === subscriptionOf(flow)
}

/** Marks the flow as done, and says where the customer goes from here. */
export function finishFlow({ context, session, at }: Visit): string | undefined {
  const flow = runningFlow(session)
  if (!flow) return undefined
  context.update(session, { _isFlowDone: true })
  const { type, redirect } = flow.after_completion
  if (type === 'redirect' && redirect) return redirect.return_url
  return type === 'hosted_confirmation' ? `${at}/confirmation` : undefined
}

function subscriptionOf(flow: Flow): string | undefined {
  return (
    flow.subscription_cancel ??
    flow.subscription_pause ??
    flow.subscription_update ??
    flow.subscription_update_confirm
  )?.subscription
}
