import { createHmac } from 'node:crypto'

/** The `Stripe-Signature` of a body sent now: webhooks are signed by the real time, whatever the account's clock says. */
export function signPayload(body: string, secret: string, seconds = Math.floor(Date.now() / 1000)): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
}

/** What Stripe says of itself when it posts an event. */
export const webhookHeaders = {
  Accept: '*/*; q=0.5, application/xml',
  'Cache-Control': 'no-cache',
  'Content-Type': 'application/json; charset=utf-8',
  'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
}
