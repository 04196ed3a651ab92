// A person of the company who uses the admin console, and how long they stay signed in.
import type { Actor } from '#lib/audit/write-audit.ts'

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
}

export const linkLifetimeSeconds = 15 * 60
export const loginIdleSeconds = 30 * 60
export const loginLifetimeSeconds = 12 * 60 * 60

/** A viewer looks; everybody else may change settings. */
export function mayChangeSettings(role: OperatorRole): boolean {
  return role !== 'viewer'
}

export function asActor({ id, name }: Operator): Actor {
  return { kind: 'operator', id, name }
}
