import type { LedgerEntry } from '#twin/playwright/test.ts'
import type { Answer } from '../setup/http-client.ts'

/** What an answer says once the id that was asked for, the nonce and the reference are taken out. */
export function withoutIds(answer: Answer, id: string) {
  const reference = answer.headers.get('x-request-id') ?? ''
  const nonce = nonceOf(answer)
  const plain = (text: string) =>
    [
      [id, 'ID'],
      [nonce, 'NONCE'],
      [reference, 'REFERENCE'],
    ].reduce((result, [value = '', name = '']) => (value ? result.replaceAll(value, name) : result), text)
  const headers = [...answer.headers].filter(([name]) => name !== 'date').map(([name, value]) => [name, plain(value)])
  return { status: answer.status, headers, text: plain(answer.text) }
}

export function nonceOf({ headers }: Answer): string {
  return headers.get('content-security-policy')?.match(/'nonce-([^']+)'/)?.[1] ?? ''
}

/** What was asked of Stripe, whatever it answered. */
export function callsWithoutIds(calls: LedgerEntry[], id: string): string[] {
  return calls.map(({ method, path, params }) => `${method} ${path} ${JSON.stringify(params)}`.replaceAll(id, 'ID'))
}

/** An id of the same form that names nothing. */
export function unknownLike(id: string): string {
  const prefix = id.slice(0, id.lastIndexOf('_') + 1)
  return prefix + 'z9'.repeat(id.length).slice(0, id.length - prefix.length)
}
