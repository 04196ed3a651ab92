import type { WebhookOptions } from '../twin-types.ts'
import { Account, type AccountKeys } from './account.ts'
import type { IssuedKey } from './keys.ts'
import type { ResourceSet } from './resource-set.ts'

export type Key = Pick<IssuedKey, 'id' | 'kind' | 'permissions'> & { account: Account }

/** The accounts of this twin, found by any of their keys. */
export class Accounts {
  readonly all: Account[] = []
  private readonly byKey = new Map<string, Account>()
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
    const known = this.byKey.get(secret)
    if (known) return known
    const account = new Account({ secret, ...more }, this.resources, this.base, this.webhooks)
    this.all.push(account)
    this.byKey.set(secret, account)
    this.byKey.set(account.publishableKey, account)
    return account
  }

  /** The account of a key and what is known of the key; an unknown secret key opens an account of its own. */
  find(secret: string): { account: Account; key: IssuedKey } | undefined {
    const account = this.byKey.get(secret) ?? this.all.find((each) => each.keys.find(secret))
    const key = account?.keys.find(secret)
    if (account && key) return { account, key }
    if (this.strictKeys || !/^sk_test_\w{4,240}$/.test(secret)) return undefined
    this.open(secret)
    return this.find(secret)
  }

  findByObject(id: string): Account | undefined {
    return this.all.find((account) => account.store.findById(id) !== undefined)
  }
}
