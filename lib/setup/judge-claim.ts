import { getArrivingCustomer } from '#lib/access/get-arriving-customer.ts'
import { isHandoffTokenBurned } from '#lib/access/handoff-token-store.ts'
import { type ClaimFault, clockDifferenceSeconds } from '#lib/access/host-claims.ts'
import { parseReturnPath } from '#lib/access/return-path.ts'
import { isSignedOutSince } from '#lib/access/sign-out-store.ts'
import { Refusal } from '#lib/errors.ts'
import type { Services } from '#lib/services.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { broken, type Finding, ok, todo } from './finding.ts'

export interface ClaimToJudge {
  name: string
  claims: Record<string, unknown>
  fault: ClaimFault | undefined
}

/** One claim: what it holds, and where that is not right, what would be. */
export async function judgeClaim(services: Services, { name, claims, fault }: ClaimToJudge): Promise<Finding> {
  const value = claims[name]
  const agoSeconds = (at: unknown) => Math.round(services.now().getTime() / 1000 - Number(at))
  if (fault?.kind === 'expired')
    return todo(
      name,
      `It ended ${agoSeconds(value)} s ago by this machine’s clock.`,
      'Paste it within its minute, or compare the clocks.',
    )
  if (fault?.kind === 'missing') return broken(name, 'It is missing.', `It wants to be ${fault.wanted}.`)
  if (fault)
    return broken(
      name,
      `It is ${show(value)}${timeRemark(name, agoSeconds(value))}.`,
      `It wants to be ${fault.wanted}.`,
    )
  if (value === undefined || value === null) return ok(name, 'Left out, as it may be.')

  switch (name) {
    case 'iat':
      return judgeIat(services, claims, timeRemark(name, agoSeconds(value)))
    case 'exp':
    case 'nbf':
      return ok(name, `${show(value)}${timeRemark(name, agoSeconds(value))}.`)
    case 'jti':
      return judgeJti(services, claims)
    case 'customer':
      return judgeCustomer(services, String(value))
    case 'return_to':
      return parseReturnPath(String(value))
        ? ok(name, `${show(value)}.`)
        : broken(
            name,
            `${show(value)} is no page of this portal, and is passed over.`,
            'It wants to be a path such as /invoices or /go/update-card.',
          )
    case 'nonce':
      return ok(name, 'There is one. It counts in the browser whose visit came with it as `state`.')
    default:
      return ok(name, `${show(value)}.`)
  }
}

async function judgeIat(services: Services, { sub, iat }: Record<string, unknown>, remark: string): Promise<Finding> {
  const person = { scope: await getScope(services), subject: String(sub) }
  return (await isSignedOutSince(services.database, { ...person, signedAt: Number(iat) }))
    ? todo('iat', `${show(iat)}${remark}. Your app signed the person out then, or later.`, 'Sign a fresh one.')
    : ok('iat', `${show(iat)}${remark}.`)
}

async function judgeJti({ database }: Services, { iss, jti }: Record<string, unknown>): Promise<Finding> {
  const isUsed = await isHandoffTokenBurned(database, { issuer: String(iss), jti: String(jti) })
  return isUsed
    ? todo('jti', 'This one was taken already.', 'Make a new one for every token, such as a UUID.')
    : ok('jti', `${show(jti)}, not taken yet.`)
}

async function judgeCustomer(services: Services, customer: string): Promise<Finding> {
  try {
    const { name, email } = await getArrivingCustomer(services, customer)
    return ok('customer', `${customer}${name || email ? `, ${name ?? email}` : ''}.`)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return broken(
      'customer',
      `${customer}: ${error.message}`,
      'Name a customer of the account and mode of this portal’s keys.',
    )
  }
}

function timeRemark(name: string, ago: number): string {
  if (!['iat', 'exp', 'nbf'].includes(name) || Number.isNaN(ago)) return ''
  const when = ago >= 0 ? `${ago} s ago` : `${-ago} s from now`
  const isAhead = name === 'iat' && ago < 0 && -ago <= clockDifferenceSeconds
  return `, ${when} by this machine’s clock${isAhead ? `: your app’s is ahead, and ${clockDifferenceSeconds} s are borne` : ''}`
}

/** Short, on one line, and with marks in sight that would turn the direction of the words around it: it may be anything. */
function show(value: unknown): string {
  const text = (JSON.stringify(value) ?? 'nothing').replaceAll(
    /\p{Bidi_Control}/gu,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
