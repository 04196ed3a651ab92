// Addresses that a company may mail or put behind a button of its own: `/go/…`. Each leads to one page with one button.
import type { FlowName } from '#lib/catalogue/flows.ts'

export type Link =
  | { to: 'portal' | 'update-card' | 'update-details' }
  | { to: 'cancel' | 'pause' | 'change-plan'; subscription: string | undefined }
  | { to: 'change-plan-to'; subscription: string; price: string }
  | { to: 'pay'; invoice: string }

export type LinkFlow = FlowName | 'portal_homepage'

/** What stands behind `/go/`, or undefined where it is no link of ours. */
export function parseLink(segments: readonly string[]): Link | undefined {
  const [to, first, second, ...more] = segments
  if (more.length > 0) return undefined
  switch (to) {
    case 'portal':
    case 'update-card':
    case 'update-details':
      return first === undefined ? { to } : undefined
    case 'cancel':
    case 'pause':
      return second === undefined && isId('sub', first) ? { to, subscription: first } : undefined
    case 'change-plan':
      return parseChange(first, second)
    case 'pay':
      return second === undefined && first !== undefined && isId('in', first) ? { to, invoice: first } : undefined
    default:
      return undefined
  }
}

export function flowOf(link: Exclude<Link, { to: 'pay' }>): LinkFlow {
  switch (link.to) {
    case 'portal':
      return 'portal_homepage'
    case 'update-card':
      return 'payment_method_update'
    case 'update-details':
      return 'customer_update'
    case 'cancel':
      return 'subscription_cancel'
    case 'pause':
      return 'subscription_pause'
    case 'change-plan':
      return 'subscription_update'
    case 'change-plan-to':
      return 'subscription_update_confirm'
  }
}

function parseChange(subscription: string | undefined, price: string | undefined): Link | undefined {
  if (!isId('sub', subscription)) return undefined
  if (price === undefined) return { to: 'change-plan', subscription }
  return subscription && isId('price', price) ? { to: 'change-plan-to', subscription, price } : undefined
}

/** An id of that kind, or nothing at all. */
function isId(prefix: string, id: string | undefined): boolean {
  return id === undefined || new RegExp(`^${prefix}_\\w{1,250}$`).test(id)
}
