import { describe, expect, it } from 'vitest'
import { requireOwnOrigin } from './check-origin.ts'

const own = 'https://billing.acme.example'

const passing: Record<string, string>[] = [
  { origin: own },
  { origin: own, 'sec-fetch-site': 'same-origin' },
  { 'sec-fetch-site': 'same-origin' },
]

const refused: Record<string, string>[] = [
  {},
  { origin: 'null' },
  { origin: 'null', 'sec-fetch-site': 'same-origin' },
  { origin: 'https://evil.example' },
  { origin: 'https://app.acme.example', 'sec-fetch-site': 'same-site' },
  { origin: 'http://billing.acme.example' },
  { origin: `${own}.evil.example` },
  { origin: `${own}:8443` },
  { origin: own, 'sec-fetch-site': 'cross-site' },
  { origin: own, 'sec-fetch-site': 'same-site' },
  { origin: own, 'sec-fetch-site': 'none' },
  { 'sec-fetch-site': 'none' },
  { 'sec-fetch-site': 'cross-site' },
  { host: 'billing.acme.example', referer: `${own}/` },
]

function check(headers: Record<string, string>) {
  return () => requireOwnOrigin(new Request(`${own}/api/x`, { method: 'POST', headers }), own)
}

describe('requireOwnOrigin', () => {
  it.each(passing)('lets %j pass', (headers) => expect(check(headers)).not.toThrow())

  it.each(refused)('refuses %j', (headers) => {
    expect(check(headers)).toThrow(expect.objectContaining({ code: 'origin_not_allowed', status: 403 }))
  })
})
