// Turns one asked-for flow into the parameters of a portal session. Nothing here comes from the request but the flow's name and a subscription that is the customer's own.
import type Stripe from 'stripe'
import type { CustomerRef } from '#lib/access/customer-ref.ts'
import type { AfterCompletion, FlowName } from '#lib/catalogue/flows.ts'
import { portalLocale } from '#lib/catalogue/locales.ts'
import type { Policy } from '#lib/policy/policy.ts'

export type PortalTarget =
  | { flow: 'portal_homepage' }
  | { flow: 'payment_method_update' | 'customer_update' }
  | { flow: 'subscription_cancel' | 'subscription_pause' | 'subscription_update'; subscription: string }
  | { flow: 'subscription_update_confirm'; subscription: string; item: string; price: string }

export interface PortalSessionInput {
  customer: CustomerRef
  locale: string | null
  policy: Policy
  target: PortalTarget
  publicOrigin: string
  now: Date
}

type Parameters = Stripe.BillingPortal.SessionCreateParams
type FlowData = Stripe.BillingPortal.SessionCreateParams.FlowData

// Without a deadline Stripe would let the address be revived for ever.
const recoverySeconds = 24 * 60 * 60

export function portalSessionParameters({
  customer,
  locale,
  policy,
  target,
  publicOrigin,
  now,
}: PortalSessionInput): Parameters {
  const { configuration, on_behalf_of, after_expiration } = policy.portal
  const recoverUntil = Math.floor(now.getTime() / 1000) + recoverySeconds
  return {
    ...customer,
    ...(configuration && { configuration }),
    ...(on_behalf_of && { on_behalf_of }),
    locale: portalLocale(locale),
    return_url: `${publicOrigin}/manage`,
    ...(after_expiration && {
      after_expiration: { type: 'customer_login', customer_login: { expires_at: recoverUntil } },
    }),
    ...(target.flow !== 'portal_homepage' && {
      flow_data: {
        ...flowData(target),
        after_completion: afterCompletion(policy.portal.flows[target.flow].after_completion, target, publicOrigin),
      },
    }),
  }
}

function flowData(target: Exclude<PortalTarget, { flow: 'portal_homepage' }>): FlowData {
  switch (target.flow) {
    case 'payment_method_update':
    case 'customer_update':
      return { type: target.flow }
    case 'subscription_cancel':
      return { type: target.flow, subscription_cancel: { subscription: target.subscription } }
    case 'subscription_pause':
      return { type: target.flow, subscription_pause: { subscription: target.subscription } }
    case 'subscription_update':
      return { type: target.flow, subscription_update: { subscription: target.subscription } }
    case 'subscription_update_confirm':
      return {
        type: target.flow,
        subscription_update_confirm: {
          subscription: target.subscription,
          items: [{ id: target.item, price: target.price }],
        },
      }
  }
}

function afterCompletion(
  kind: AfterCompletion,
  target: PortalTarget,
  publicOrigin: string,
): Stripe.BillingPortal.SessionCreateParams.FlowData.AfterCompletion {
  if (kind !== 'redirect') return { type: kind }
  const back = new URL('/return', publicOrigin)
  back.searchParams.set('flow', target.flow)
  if ('subscription' in target) back.searchParams.set('subscription', target.subscription)
  return { type: 'redirect', redirect: { return_url: back.href } }
}

export type PortalFlow = 'portal_homepage' | FlowName
