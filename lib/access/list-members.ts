import type { Services } from '#lib/services.ts'
import { loginIdleSeconds } from './member-login.ts'
import { listMemberRows, type MemberWithLogin } from './member-store.ts'

const mostLogins = 200

export interface MemberAndLogins {
  id: string
  name: string | null
  email: string | null
  role: MemberWithLogin['member']['role']
  /** The host app's own id of the person. */
  subject: string
  isDisabled: boolean
  /** The latest first. */
  logins: { id: string; createdAt: Date; lastSeenAt: Date; isOver: boolean }[]
}

/** Who signed in for a customer, and where they are signed in still. */
export async function listMembers(
  { database, now }: Pick<Services, 'database' | 'now'>,
  of: { scope: string; customer: string },
): Promise<MemberAndLogins[]> {
  const rows = await listMemberRows(database, { ...of, limit: mostLogins })
  const found = new Map<string, MemberAndLogins>()
  for (const { member, login } of rows) {
    const { disabledAt, ...described } = member
    const entry = found.get(member.id) ?? { ...described, isDisabled: disabledAt !== null, logins: [] }
    if (login) entry.logins.push(viewLogin(login, now()))
    found.set(member.id, entry)
  }
  return [...found.values()]
}

function viewLogin(
  { id, createdAt, lastSeenAt, expiresAt, endedAt }: NonNullable<MemberWithLogin['login']>,
  now: Date,
) {
  const idleUntil = new Date(lastSeenAt.getTime() + loginIdleSeconds * 1000)
  return { id, createdAt, lastSeenAt, isOver: endedAt !== null || expiresAt <= now || idleUntil <= now }
}
