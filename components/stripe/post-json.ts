// Asks one of our own routes for a secret, for the login that the page was drawn for.

/** Why an island did not get what it asked for, as far as a person must act differently. */
export type Failure =
  | { kind: 'other_login'; message: string }
  | { kind: 'signed_out' }
  | { kind: 'not_allowed' }
  | { kind: 'changed' }
  | { kind: 'unavailable'; reference: string | undefined }

export type Answer<Value> = { kind: 'ok'; value: Value; servedAtMs: number } | Failure

// A mint may wait for its turn; then it, or its refusal, comes within seconds.
const timeoutMs = 58_000
const patienceMs = 180_000

/** Asks again by itself, when told to, as long as Stripe is too busy for us. */
export async function postJson<Value>(path: string, login: string, body: object): Promise<Answer<Value>> {
  const endsAt = performance.now() + patienceMs
  try {
    for (;;) {
      const response = await fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'portico-login': login },
        body: JSON.stringify(body),
        cache: 'no-store',
        signal: AbortSignal.timeout(timeoutMs),
      })
      const answer = await response.json()
      if (response.ok) return { kind: 'ok', value: answer as Value, servedAtMs: servedAt(response) }
      const pauseMs = answer?.error?.code === 'stripe_busy' ? pauseOf(response) : Number.POSITIVE_INFINITY
      if (performance.now() + pauseMs > endsAt) return failureOf(response.status, answer?.error ?? {})
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  } catch {
    return { kind: 'unavailable', reference: undefined }
  }
}

/** A little later than asked, by chance, so that those who were sent away together do not come back together. */
function pauseOf(response: Response): number {
  return 1000 * Number(response.headers.get('retry-after') ?? 1) * (1 + Math.random() / 2)
}

interface Refused {
  code?: string
  message?: string
  request_id?: string
}

export function failureOf(status: number, { code, message, request_id: reference }: Refused): Failure {
  if (code === 'login_mismatch') return { kind: 'other_login', message: message ?? '' }
  if (status === 401) return { kind: 'signed_out' }
  if (status === 403) return { kind: 'not_allowed' }
  if (status === 404 || status === 409) return { kind: 'changed' }
  return { kind: 'unavailable', reference }
}

function servedAt(response: Response): number {
  const date = Date.parse(response.headers.get('date') ?? '')
  return Number.isNaN(date) ? Date.now() : date
}
