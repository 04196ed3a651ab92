// Tries out a hand-over: what is right and wrong with a token, claim by claim. It takes the token from nobody and keeps it nowhere.
import { handoffToken } from '#lib/access/handoff-claims.ts'
import { type ClaimFault, findClaimFaults } from '#lib/access/host-claims.ts'
import {
  checkSignature,
  findKeys,
  parsePayload,
  readHeader,
  requireConfigured,
  requireForm,
} from '#lib/access/read-host-token.ts'
import { Refusal } from '#lib/errors.ts'
import type { Services } from '#lib/services.ts'
import { broken, type Finding, ok, todo } from './finding.ts'
import { judgeClaim } from './judge-claim.ts'

/** @returns the verdict first, then the header, the signature and each claim */
export async function judgeHandoff(services: Services, token: string): Promise<Finding[]> {
  const { handoff } = services.env
  const unreadable = attempt('Token', () => {
    requireConfigured(handoff)
    requireForm(token)
  })
  if (unreadable) return [unreadable]

  const header = attempt('Header', () => void findKeys(handoff, token)) ?? describeHeader(token)
  const signature = header.state === 'ok' ? [await judgeSignature(services, token)] : []
  const findings = [header, ...signature, ...(await judgeClaims(services, token))]
  return [conclude(findings), ...findings]
}

function describeHeader(token: string): Finding {
  const { alg, kid } = readHeader(token)
  return ok('Header', `alg is ${alg}${typeof kid === 'string' ? `, kid is “${kid.slice(0, 60)}”` : ''}.`)
}

async function judgeSignature({ env: { handoff } }: Services, token: string): Promise<Finding> {
  const keys = findKeys(handoff, token)
  try {
    await checkSignature(token, keys)
  } catch (error) {
    return refused('Signature', error, handoff.jwksUrl)
  }
  const isBySecret = keys.some(({ key }) => key instanceof Uint8Array)
  return ok('Signature', isBySecret ? 'It fits a secret of HANDOFF_SECRETS.' : `It fits a key at ${handoff.jwksUrl}.`)
}

async function judgeClaims(services: Services, token: string): Promise<Finding[]> {
  const unreadable = attempt('Claims', () => void parsePayload(token))
  if (unreadable) return [unreadable]

  const payload = parsePayload(token)
  const { handoff, publicOrigin } = services.env
  const expected = { issuer: handoff.issuer, audience: publicOrigin, now: services.now() }
  const faults = findClaimFaults(payload, handoffToken, expected)
  if (faults.some(({ claim }) => claim === undefined))
    return [broken('Claims', 'The token holds none.', 'Sign an object with the claims of docs/hand-over.md.')]

  const claims = payload as Record<string, unknown>
  const names = Object.keys(handoffToken.wanted)
  const faultOf = (name: string): ClaimFault | undefined => faults.find(({ claim }) => claim === name)
  const judged = await Promise.all(names.map((name) => judgeClaim(services, { name, claims, fault: faultOf(name) })))
  const more = Object.keys(claims).filter((name) => !names.includes(name))
  return more.length > 0
    ? [...judged, ok('More claims', `${more.join(', ').slice(0, 200)}: nobody reads them.`)]
    : judged
}

function conclude(findings: Finding[]): Finding {
  const named = (state: Finding['state']) =>
    findings.filter((finding) => finding.state === state).map(({ name }) => name)
  const wrong = named('broken')
  if (wrong.length > 0)
    return broken(
      'Verdict',
      `It is refused, because of: ${wrong.join(', ')}.`,
      'Each of them says what would be right.',
    )
  const late = named('todo')
  if (late.length > 0)
    return todo(
      'Verdict',
      `Nothing is wrong with how it is made, but it is taken no more: ${late.join(', ')}.`,
      'Sign a fresh one.',
    )
  return ok('Verdict', 'It is good: this portal would let the person in. It was not used up by looking at it.')
}

/** What a check refuses, as a finding. */
function attempt(name: string, check: () => void): Finding | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    return refused(name, error)
  }
}

function refused(name: string, error: unknown, jwksUrl?: string): Finding {
  if (!(error instanceof Refusal)) throw error
  if (error.code === 'handoff_not_configured')
    return broken(
      name,
      error.message,
      'Set HANDOFF_SECRETS to the output of `openssl rand -hex 32`, here and in your app.',
    )
  if (error.code === 'handoff_keys_unavailable')
    return broken(name, `The keys at ${jwksUrl} cannot be read.`, 'Check that this machine reaches the address.')
  const instead = {
    Token: 'Paste the three parts with their dots, as your app signed them, and nothing around them.',
    Header: 'Sign with HS256 and a secret of HANDOFF_SECRETS, or with a key of HANDOFF_JWKS_URL.',
    Signature: 'Sign with the very characters of the secret, not with what they stand for in hex or base64.',
    Claims: 'Sign a JSON object.',
  }[name]
  return broken(name, error.message, instead ?? '')
}
