// A signed-in member, as every page and route sees it.
import type { CustomerRef } from './customer-ref.ts'

export const memberRoles = ['owner', 'billing', 'viewer'] as const
export type MemberRole = (typeof memberRoles)[number]

export const loginIdleSeconds = 30 * 60

export interface MemberLogin {
  /** The public reference of this login; pages carry it so that another tab's sign-in is noticed. */
  id: string
  /** One Stripe account in one mode, as in `acct_123:test`. */
  scope: string
  memberId: string
  role: MemberRole
  /** As Stripe's calls take it. */
  customer: CustomerRef
  /** `cus_…` or `acct_…`. */
  customerId: string
  name: string | null
  email: string | null
  locale: string | null
}

/** A viewer looks; everybody else may mint and change. */
export function mayChangeBilling(role: MemberRole): boolean {
  return role !== 'viewer'
}
