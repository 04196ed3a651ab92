// Asks one of our own routes for a secret, for the login that the page was drawn for.

/** Why an island did not get what it asked for, as far as a person must act differently. */
export type Failure =
  | { kind: 'other_login'; message: string }
  | { kind: 'signed_out' }
  | { kind: 'not_allowed' }
  | { kind: 'changed' }
  | { kind: 'unavailable'; reference: string | undefined }

export type Answer<Value> = { kind: 'ok'; value: Value; servedAtMs: number } | Failure

const timeoutMs = 15_000

export async function postJson<Value>(path: string, login: string, body: object): Promise<Answer<Value>> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'portico-login': login },
      body: JSON.stringify(body),
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const answer = await response.json()
    if (!response.ok) return failureOf(response.status, answer?.error ?? {})
    return { kind: 'ok', value: answer as Value, servedAtMs: servedAt(response) }
  } catch {
    return { kind: 'unavailable', reference: undefined }
  }
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
