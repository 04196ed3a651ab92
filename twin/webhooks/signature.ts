import { createHmac } from 'node:crypto'

/**
 * The `Stripe-Signature` of a body sent now, one for each secret: webhooks are signed by the real time, whatever the
 * account's clock says. Of test events Stripe sends a fake one besides, which nobody may take for a signature.
 */
export function signPayload(body: string, secrets: readonly string[], seconds = Math.floor(Date.now() / 1000)): string {
  const sign = (secret: string) => createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return [`t=${seconds}`, ...secrets.map((secret) => `v1=${sign(secret)}`), `v0=${sign('fake')}`].join(',')
}

/** What Stripe says of itself when it posts an event. */
export const webhookHeaders = {
  Accept: '*/*; q=0.5, application/xml',
  'Cache-Control': 'no-cache',
  'Content-Type': 'application/json; charset=utf-8',
  'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
}
