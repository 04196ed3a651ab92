import type { WebComponentName } from '#lib/catalogue/catalogue.ts'
import { type Failure, postJson } from './post-json.ts'
import { type Lifetime, lifetimeOf, readClocks } from './session-lifetime.ts'

export interface SessionToMint {
  login: string
  component: WebComponentName
  page: string
  /** Features that this page does without, although they are on. */
  leftOut?: readonly string[]
}

export type Minted = { kind: 'ok'; clientSecret: string; lifetime: Lifetime } | Failure

export async function mintCustomerSession({ login, component, page, leftOut }: SessionToMint): Promise<Minted> {
  const answer = await postJson<{ client_secret: string; expires_at: number }>('/api/customer-sessions', login, {
    components: [component],
    page,
    left_out: leftOut,
  })
  if (answer.kind !== 'ok') return answer
  const { client_secret: clientSecret, expires_at: expiresAt } = answer.value
  return { kind: 'ok', clientSecret, lifetime: lifetimeOf(expiresAt, answer.servedAtMs, readClocks()) }
}
