// Whom a customer's pages are drawn for, and the member who may also change things there.
import type { CustomerRef } from './customer-ref.ts'

export const memberRoles = ['owner', 'billing', 'viewer'] as const
export type MemberRole = (typeof memberRoles)[number]

export const loginIdleSeconds = 30 * 60

/** Enough to draw a customer's pages, too little for any verb that mints or changes: those want a `MemberLogin`. */
export interface Reader {
  /** One Stripe account in one mode, as in `acct_123:test`. */
  scope: string
  role: MemberRole
  /** As Stripe's calls take it. */
  customer: CustomerRef
  /** `cus_…` or `acct_…`. */
  customerId: string
  name: string | null
  email: string | null
  locale: string | null
}

export interface MemberLogin extends Reader {
  /** The public reference of this login; pages carry it so that another tab's sign-in is noticed. */
  id: string
  memberId: string
}

/** A viewer looks; everybody else may mint and change. */
export function mayChangeBilling(role: MemberRole): boolean {
  return role !== 'viewer'
}
