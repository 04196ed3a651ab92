import type { Context } from '../kernel/context.ts'
import { invalidRequest, resourceMissing } from '../kernel/stripe-error.ts'

type Signed = {
  _secret: string
  /** Those before it that still sign, until a second by the account's clock. */
  _formerSecrets: { secret: string; until: number }[]
}
declare module '../kernel/wire.ts' {
  interface HiddenFields {
    webhook_endpoint: Signed
    'v2.core.event_destination': Signed & { _url: string }
  }
}

const longestOverlapSeconds = 24 * 60 * 60

/** A secret of its own for each endpoint; the one that the twin announces goes to whichever asks first. */
export function newSigningSecret(context: Context): string {
  const { webhookSecret } = context.account
  const isTaken =
    context.list('webhook_endpoint', ({ _secret }) => _secret === webhookSecret).length > 0 ||
    context.list('v2.core.event_destination', ({ _secret }) => _secret === webhookSecret).length > 0
  return isTaken ? drawSecret(context) : webhookSecret
}

/** The newest first. */
export function secretsOf({ _secret, _formerSecrets = [] }: Partial<Signed>, context: Context): string[] {
  const former = stillSigning(context, _formerSecrets).map(({ secret }) => secret)
  return _secret === undefined ? former : [_secret, ...former]
}

/** `POST /_twin/webhook_secrets {endpoint, expires_in: 86400}`: a new secret; the one before signs as long, beside it. */
export function rollSigningSecret(context: Context<Record<string, unknown>>) {
  const { endpoint: id, expires_in: seconds = longestOverlapSeconds } = context.params
  if (!Number.isSafeInteger(seconds) || (seconds as number) < 0 || (seconds as number) > longestOverlapSeconds)
    throw invalidRequest(`Must be a number of seconds from 0 to ${longestOverlapSeconds}.`, { param: 'expires_in' })
  const endpoint = context.find('webhook_endpoint', String(id)) ?? context.find('v2.core.event_destination', String(id))
  if (!endpoint) throw resourceMissing('webhook endpoint', String(id), 'endpoint')
  const until = context.account.now() + (seconds as number)
  const { _secret: former = '', _formerSecrets: older = [] } = endpoint
  const secret = drawSecret(context)
  const formerSecrets = [{ secret: former, until }, ...stillSigning(context, older)]
  context.update(endpoint, { _secret: secret, _formerSecrets: formerSecrets })
  return { endpoint: endpoint.id, secret, former_secret_expires_at: until }
}

function drawSecret({ account }: Context): string {
  return `whsec_${account.random.text(32)}`
}

function stillSigning({ account }: Context, former: Signed['_formerSecrets']) {
  return former.filter(({ until }) => until > account.now())
}
