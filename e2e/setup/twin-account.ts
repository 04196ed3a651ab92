import { randomBytes } from 'node:crypto'
import Stripe from 'stripe'
import { z } from 'zod'

const account = z.object({ id: z.string(), publishable_key: z.string() })
const ledgerCall = z.looseObject({
  sequence: z.number(),
  key: z.object({ id: z.string(), kind: z.string() }),
  method: z.string(),
  path: z.string(),
  /** As the SDK calls it: `customerSessions.create`. */
  operation: z.string().nullable(),
  params: z.unknown(),
  status: z.number(),
  missing_permissions: z.array(z.string()).optional(),
})

export type LedgerCall = z.infer<typeof ledgerCall>

/** Questions that Stripe takes by POST, though they change nothing there. */
const askedByPost: (string | null)[] = ['invoices.createPreview']

export function isWrite({ method, operation }: LedgerCall): boolean {
  return method !== 'GET' && !askedByPost.includes(operation)
}

/** An account of one's own in the twin: own objects, clock, faults and ledger. */
export interface TwinAccount {
  base: string
  secretKey: string
  publishableKey: string
  /** With the full key, as the company's own server would use it; its calls stand in the ledger too. */
  stripe: Stripe
  /** Every API call of this account after the one with this sequence, oldest first. */
  ledger(after?: number): Promise<LedgerCall[]>
  /** The twin's control API, as in `control('POST', 'clock', { advance: 3600 })`. */
  control(method: string, path: string, body?: object): Promise<unknown>
}

export async function openTwinAccount(base: string, secretKey = freshKey()): Promise<TwinAccount> {
  const control: TwinAccount['control'] = async (method, path, body) => {
    const response = await fetch(`${base}/_twin/${path}`, {
      method,
      headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    if (!response.ok) throw new Error(`${method} /_twin/${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  const { publishable_key: publishableKey } = account.parse(await control('GET', 'account'))
  const { hostname: host, port } = new URL(base)
  return {
    base,
    secretKey,
    publishableKey,
    stripe: new Stripe(secretKey, { host, port: Number(port), protocol: 'http', telemetry: false }),
    ledger: async (after = 0) =>
      z.object({ data: z.array(ledgerCall) }).parse(await control('GET', `ledger?after=${after}`)).data,
    control,
  }
}

function freshKey(): string {
  return `sk_test_${randomBytes(16).toString('hex')}`
}
