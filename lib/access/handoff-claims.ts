// What a hand-over token must say, and for how long it may be believed.
import { z } from 'zod'
import { Refusal } from '#lib/errors.ts'
import { customerIdPattern } from './customer-ref.ts'
import { memberRoles } from './member-login.ts'

const longestTokenLifeSeconds = 60
export const clockDifferenceSeconds = 30

const text = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value))
const seconds = z.number().min(0).max(1e11)

const claims = z.object({
  iss: text(255),
  aud: z.union([text(500), z.array(text(500)).max(10)]),
  sub: text(255),
  jti: text(255),
  iat: seconds,
  exp: seconds,
  nbf: seconds.optional(),
  customer: text(255).regex(customerIdPattern),
  role: z.enum(memberRoles),
  email: text(254)
    .regex(/^[^\s@]+@[^\s@]+$/)
    .nullish(),
  name: text(200).nullish(),
  locale: text(35)
    .regex(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/)
    .nullish(),
  return_to: text(2000).nullish(),
  nonce: text(200).nullish(),
})

export type HandoffClaims = z.output<typeof claims>
type Claim = keyof HandoffClaims

/** What would be right, in words for the host app's developer. */
const wanted: Record<Claim, string> = {
  iss: 'a name of your app, up to 255 characters',
  aud: 'the public address of this portal',
  sub: 'your own id of the person, up to 255 characters',
  jti: 'an id of this token, never used again, up to 255 characters',
  iat: 'the time of signing, in Unix seconds',
  exp: `Unix seconds, at most ${longestTokenLifeSeconds} after \`iat\``,
  nbf: 'Unix seconds',
  customer: 'a Stripe customer (cus_…) or account (acct_…)',
  role: `one of ${memberRoles.join(', ')}`,
  email: 'an e-mail address, up to 254 characters',
  name: 'up to 200 characters, without control characters',
  locale: 'a language tag such as en or pt-BR',
  return_to: 'a path of this portal, up to 2000 characters',
  nonce: 'the `state` that the visit came with, up to 200 characters',
}

export interface Expected {
  issuer: string | undefined
  audience: string
  now: Date
}

/** @throws Refusal handoff_invalid | handoff_expired; the detail names the claim and what would be right, never its value */
export function parseHandoffClaims(payload: unknown, { issuer, audience, now }: Expected): HandoffClaims {
  const result = claims.safeParse(payload)
  if (!result.success) throw refuseFirstIssue(payload, result.error)
  const { iss, aud, iat, exp, nbf } = result.data
  if (issuer !== undefined && iss !== issuer) throw refuseClaim('iss', 'the issuer that this portal expects')
  if (![aud].flat().includes(audience)) throw refuseClaim('aud', `${audience}, ${wanted.aud}`)
  if (exp <= iat || exp - iat > longestTokenLifeSeconds) throw refuseClaim('exp')

  const nowSeconds = now.getTime() / 1000
  const late = 'not in the future: compare the clocks of the two machines'
  if (iat > nowSeconds + clockDifferenceSeconds) throw refuseClaim('iat', late)
  if (nbf !== undefined && nbf > nowSeconds + clockDifferenceSeconds) throw refuseClaim('nbf', late)
  if (exp + clockDifferenceSeconds <= nowSeconds) throw new Refusal('handoff_expired')
  return result.data
}

function refuseFirstIssue(payload: unknown, { issues }: z.ZodError): Refusal {
  const claim = issues[0]?.path[0] as Claim | undefined
  if (claim === undefined) return new Refusal('handoff_invalid', { detail: 'The token holds no claims.' })
  const isMissing = (payload as Partial<HandoffClaims>)[claim] === undefined
  return isMissing
    ? new Refusal('handoff_invalid', { field: claim, detail: `The claim \`${claim}\` is missing: ${wanted[claim]}.` })
    : refuseClaim(claim)
}

function refuseClaim(claim: Claim, instead: string = wanted[claim]): Refusal {
  return new Refusal('handoff_invalid', {
    field: claim,
    detail: `The claim \`${claim}\` is not right: it wants to be ${instead}.`,
  })
}
