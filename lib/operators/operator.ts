// A person of the company who uses the admin console, and how long they stay signed in.
import type { Actor } from '#lib/audit/write-audit.ts'

/** The one with most rights first. */
export const operatorRoles = ['owner', 'editor', 'viewer'] as const
export type OperatorRole = (typeof operatorRoles)[number]

export interface Operator {
  id: string
  email: string
  name: string
  role: OperatorRole
}

export interface OperatorLogin {
  id: string
  operator: Operator
  hasPasskey: boolean
  /** When it last proved who holds it, by a one-time link or a passkey. */
  steppedUpAt: Date | null
}

export const linkLifetimeSeconds = 15 * 60
export const loginIdleSeconds = 30 * 60
export const loginLifetimeSeconds = 12 * 60 * 60
const stepUpLifetimeSeconds = 10 * 60
/** How far the clocks of two instances may differ. A time later than that was written by a wrong clock, and counts for nothing. */
export const clockSkewSeconds = 60

/** A viewer looks; everybody else may change settings. */
export function mayChangeSettings(role: OperatorRole): boolean {
  return role !== 'viewer'
}

/** Owners decide who else is an operator, and as what. */
export function mayManageOperators(role: OperatorRole): boolean {
  return role === 'owner'
}

/** Everybody looks after their own passkeys and logins; an owner after everybody's. */
export function mayLookAfter(operator: Operator, operatorId: string): boolean {
  return operator.id === operatorId || mayManageOperators(operator.role)
}

/** Whether the login proved recently enough who holds it, for what does harm when a stranger sits there. */
export function hasSteppedUp({ steppedUpAt }: Pick<OperatorLogin, 'steppedUpAt'>, now: Date): boolean {
  if (!steppedUpAt) return false
  const agoSeconds = (now.getTime() - steppedUpAt.getTime()) / 1000
  return agoSeconds <= stepUpLifetimeSeconds && agoSeconds >= -clockSkewSeconds
}

export function asActor({ id, name }: Operator): Actor {
  return { kind: 'operator', id, name }
}
