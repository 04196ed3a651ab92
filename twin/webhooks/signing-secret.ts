import type { Context } from '../kernel/context.ts'

/** A secret of its own for each endpoint; the one that the twin announces goes to whichever asks first. */
export function newSigningSecret(context: Context): string {
  const { webhookSecret, random } = context.account
  const isTaken =
    context.list('webhook_endpoint', ({ _secret }) => _secret === webhookSecret).length > 0 ||
    context.list('v2.core.event_destination', ({ _secret }) => _secret === webhookSecret).length > 0
  return isTaken ? `whsec_${random.text(32)}` : webhookSecret
}
