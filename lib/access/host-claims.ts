// What every token of a host app must say, whatever it is for, and for how long it may be believed.
import { z } from 'zod'
import { Refusal } from '#lib/errors.ts'

export const longestTokenLifeSeconds = 60
export const clockDifferenceSeconds = 30

export const text = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((value) => value.isWellFormed() && !/[\p{Cc}\p{Bidi_Control}]/u.test(value))

/**
 * Words that people read. Marks that turn the direction of what follows could make them say something else beside other
 * words; a name in Arabic or Hebrew may hold one in good faith, so they are taken out rather than refused.
 */
export const words = (longest: number) =>
  z
    .string()
    .transform((value) => value.replaceAll(/\p{Bidi_Control}/gu, ''))
    .pipe(text(longest))
const seconds = z.number().min(0).max(1e11)

export const hostClaims = {
  iss: text(255),
  aud: z.union([text(500), z.array(text(500)).max(10)]),
  sub: text(255),
  jti: text(255),
  iat: seconds,
  exp: seconds,
  nbf: seconds.optional(),
}
export type HostClaims = z.output<z.ZodObject<typeof hostClaims>>

/** One kind of token: its claims, and for each what would be right, in words for the host app's developer. */
export interface TokenKind<Claims extends HostClaims> {
  schema: z.ZodType<Claims>
  wanted: Record<keyof Claims & string, string>
}

export const wantedOfHost: Record<keyof HostClaims, string> = {
  iss: 'a name of your app, up to 255 characters',
  aud: 'the public address of this portal',
  sub: 'your own id of the person, up to 255 characters',
  jti: 'an id of this token, never used again, up to 255 characters',
  iat: 'the time of signing, in Unix seconds',
  exp: `Unix seconds, at most ${longestTokenLifeSeconds} after \`iat\``,
  nbf: 'Unix seconds',
}

export interface Expected {
  issuer: string | undefined
  audience: string
  now: Date
}

export interface ClaimFault {
  kind: 'missing' | 'wrong' | 'expired'
  /** Undefined where the token holds no claims at all. */
  claim: string | undefined
  /** What would be right. */
  wanted: string
}

/** @throws Refusal handoff_invalid | handoff_expired; the detail names the claim and what would be right, never its value */
export function parseClaims<Claims extends HostClaims>(
  payload: unknown,
  kind: TokenKind<Claims>,
  expected: Expected,
): Claims {
  const [fault] = findClaimFaults(payload, kind, expected)
  if (fault) throw refusalOf(fault)
  return kind.schema.parse(payload)
}

/** Everything that is wrong with a token's claims. */
export function findClaimFaults<Claims extends HostClaims>(
  payload: unknown,
  { schema, wanted }: TokenKind<Claims>,
  expected: Expected,
): ClaimFault[] {
  const result = schema.safeParse(payload)
  const malformed = (result.error?.issues ?? []).map(
    ({ path: [claim] }) => claim as (keyof Claims & string) | undefined,
  )
  if (malformed.includes(undefined)) return [{ kind: 'missing', claim: undefined, wanted: 'claims' }]

  const given = payload as Partial<HostClaims>
  const faults = malformed.map((claim): ClaimFault => {
    const isMissing = (payload as Partial<Claims>)[claim as keyof Claims] === undefined
    return { kind: isMissing ? 'missing' : 'wrong', claim, wanted: wanted[claim as keyof Claims & string] }
  })
  return [...faults, ...findMisfits(given, expected).filter(({ claim }) => !malformed.includes(claim as never))]
}

/** Claims of the right form that say something else than they should here and now. Those of another form are skipped. */
function findMisfits({ iss, aud, iat, exp, nbf }: Partial<HostClaims>, expected: Expected): ClaimFault[] {
  const { issuer, audience, now } = expected
  const faults: ClaimFault[] = []
  const tell = (claim: keyof HostClaims, wanted: string = wantedOfHost[claim]) =>
    void faults.push({ kind: 'wrong', claim, wanted })
  const isTime = (value: unknown) => typeof value === 'number'
  const latest = now.getTime() / 1000 + clockDifferenceSeconds
  const late = 'not in the future: compare the clocks of the two machines'

  if (issuer !== undefined && iss !== issuer) tell('iss', 'the issuer that this portal expects')
  if (![aud].flat().includes(audience)) tell('aud', `${audience}, ${wantedOfHost.aud}`)
  if (isTime(iat) && isTime(exp) && (exp <= iat || exp - iat > longestTokenLifeSeconds)) tell('exp')
  if (isTime(iat) && iat > latest) tell('iat', late)
  if (isTime(nbf) && nbf > latest) tell('nbf', late)
  const isExpired = isTime(exp) && exp + clockDifferenceSeconds <= now.getTime() / 1000
  if (isExpired) faults.push({ kind: 'expired', claim: 'exp', wanted: 'not over yet' })
  return faults
}

function refusalOf({ kind, claim, wanted }: ClaimFault): Refusal {
  if (claim === undefined) return new Refusal('handoff_invalid', { detail: 'The token holds no claims.' })
  if (kind === 'expired') return new Refusal('handoff_expired')
  const detail =
    kind === 'missing'
      ? `The claim \`${claim}\` is missing: ${wanted}.`
      : `The claim \`${claim}\` is not right: it wants to be ${wanted}.`
  return new Refusal('handoff_invalid', { field: claim, detail })
}
