import { createHash, randomBytes } from 'node:crypto'
import { invalidRequest, resourceMissing } from './stripe-error.ts'

export type Level = 'none' | 'read' | 'write'
export type IssuedKey = {
  id: string
  kind: 'secret' | 'restricted' | 'publishable'
  secret: string
  /** Of a restricted key, by noun: `customer_session: 'write'`. */
  permissions?: Record<string, Level>
  /** Seconds, by the account's clock. */
  expires_at: number | null
  is_revoked: boolean
}

/** The keys of one account; who has lost one revokes it. */
export class Keys {
  private readonly issued = new Map<string, IssuedKey>()

  add(kind: IssuedKey['kind'], secret: string, more: Partial<IssuedKey> = {}): IssuedKey {
    const key: IssuedKey = { id: idOf(secret), kind, secret, expires_at: null, is_revoked: false, ...more }
    this.issued.set(secret, key)
    return key
  }

  issue(kind: 'secret' | 'restricted', permissions: Record<string, Level>, expiresAt: number | null): IssuedKey {
    const secret = `${kind === 'secret' ? 'sk' : 'rk'}_test_${randomBytes(24).toString('hex')}`
    return this.add(kind, secret, { expires_at: expiresAt, ...(kind === 'secret' ? {} : { permissions }) })
  }

  find(secret: string): IssuedKey | undefined {
    return this.issued.get(secret)
  }

  /** Without the keys themselves. */
  list(): Omit<IssuedKey, 'secret'>[] {
    return [...this.issued.values()].map(({ secret: _, ...key }) => key)
  }

  revoke(id: string) {
    const key = [...this.issued.values()].find((each) => each.id === id)
    if (!key) throw resourceMissing('key', id)
    const isLast = key.kind === 'secret' && !this.hasOtherSecret(key)
    if (isLast) throw invalidRequest('This is the last secret key of the account: make another one first.')
    key.is_revoked = true
    const { secret: _, ...shown } = key
    return shown
  }

  snapshot(): IssuedKey[] {
    return structuredClone([...this.issued.values()])
  }

  restore(keys: IssuedKey[]) {
    for (const key of keys) this.issued.set(key.secret, key)
  }

  private hasOtherSecret(key: IssuedKey): boolean {
    return [...this.issued.values()].some((each) => each.kind === 'secret' && each !== key && !each.is_revoked)
  }
}

function idOf(secret: string): string {
  return `key_${createHash('sha256').update(secret).digest('hex').slice(0, 16)}`
}
