import { describe, expect, it } from 'vitest'
import { handoffToken } from './handoff-claims.ts'
import { findClaimFaults, parseClaims } from './host-claims.ts'
import { type ClaimsToSign, freshClaims, publicOrigin } from './testing.ts'

const marks = ['\u061c', '\u200e', '\u200f', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067']
  .concat(['\u2068', '\u2069'])
  .map((mark) => [`U+${mark.charCodeAt(0).toString(16)}`, mark] as const)

const expected = { issuer: undefined, audience: publicOrigin, now: new Date() }
const faultsOf = (claims: ClaimsToSign) =>
  findClaimFaults({ ...freshClaims(), ...claims }, handoffToken, expected).map(({ claim }) => claim)
const nameOf = (name: string) => parseClaims({ ...freshClaims(), name }, handoffToken, expected).name

describe('the claims of a hand-over', () => {
  it.each(marks)('keep a name without %s, which turns the direction of what stands beside it', (_, mark) => {
    expect(nameOf(`Ada${mark} Lovelace${mark}`)).toBe('Ada Lovelace')
  })

  it.each(marks)('take %s in nothing else', (_, mark) => {
    expect(faultsOf({ sub: `user${mark}` })).toEqual(['sub'])
    expect(faultsOf({ email: `ada${mark}@globex.example` })).toEqual(['email'])
    expect(faultsOf({ jti: mark, return_to: `/invoices${mark}` })).toEqual(['jti', 'return_to'])
  })

  it('leave a name in any script as it is', () => {
    for (const name of ['عائشة بنت أحمد', 'יעל כהן', 'Zoë Ångström', 'علی\u200cرضا', '李小龍 👩‍💻'])
      expect(nameOf(name)).toBe(name)
  })

  it('take no name of such marks alone', () => {
    expect(faultsOf({ name: '\u202e\u2066' })).toEqual(['name'])
  })
})
