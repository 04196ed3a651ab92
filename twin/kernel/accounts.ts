import { createHash, randomBytes } from 'node:crypto'
import type { WebhookOptions } from '../twin-types.ts'
import { Account, type AccountKeys } from './account.ts'
import type { ResourceSet } from './resource-set.ts'

export type Key = {
  id: string
  kind: 'secret' | 'restricted' | 'publishable'
  account: Account
  /** Of a restricted key, by noun: `customer_session: 'write'`. */
  permissions?: Record<string, 'none' | 'read' | 'write'>
  /** Seconds, by the account's clock. */
  expiresAt?: number
}

/** The accounts of this twin, found by any of their keys. */
export class Accounts {
  readonly all: Account[] = []
  private readonly keys = new Map<string, Key>()
  private readonly resources: ResourceSet
  private readonly base: () => string
  private readonly strictKeys: boolean
  private readonly webhooks: WebhookOptions

  constructor(resources: ResourceSet, base: () => string, strictKeys: boolean, webhooks: WebhookOptions = {}) {
    this.resources = resources
    this.base = base
    this.strictKeys = strictKeys
    this.webhooks = webhooks
  }

  /** The account of a secret key, made on first use. */
  open(secret: string, more: Omit<AccountKeys, 'secret'> = {}): Account {
    const known = this.keys.get(secret)
    if (known) return known.account
    const account = new Account({ secret, ...more }, this.resources, this.base, this.webhooks)
    this.all.push(account)
    this.keys.set(secret, { id: keyId(secret), kind: 'secret', account })
    this.keys.set(account.publishableKey, { id: keyId(account.publishableKey), kind: 'publishable', account })
    return account
  }

  find(key: string): Key | undefined {
    const known = this.keys.get(key)
    if (known || this.strictKeys || !/^sk_test_\w{4,240}$/.test(key)) return known
    this.open(key)
    return this.keys.get(key)
  }

  addRestricted(account: Account, permissions: Record<string, 'none' | 'read' | 'write'>, expiresAt?: number) {
    const secret = `rk_test_${randomBytes(24).toString('hex')}`
    this.keys.set(secret, {
      id: keyId(secret),
      kind: 'restricted',
      account,
      permissions,
      ...(expiresAt === undefined ? {} : { expiresAt }),
    })
    return { id: keyId(secret), key: secret, publishable_key: account.publishableKey }
  }

  findByObject(id: string): Account | undefined {
    return this.all.find((account) => account.store.findById(id) !== undefined)
  }
}

function keyId(key: string): string {
  return `key_${createHash('sha256').update(key).digest('hex').slice(0, 16)}`
}
