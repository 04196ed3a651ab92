import type { Context } from '../kernel/context.ts'
import { invalidRequest, resourceMissing } from '../kernel/stripe-error.ts'
import { finishPaymentAuthentication } from '../payments/confirm-payment-intent.ts'
import { finishSetupAuthentication } from '../payments/confirm-setup-intent.ts'

/** `POST /v1/3ds2/authenticate`: what the customer chose on the bank's stand-in, `outcome` succeeded or failed. */
export function answerChallenge(context: Context<unknown>) {
  const { outcome, client_secret } = context.params as { outcome?: string; client_secret?: string }
  const secret = context.clientSecret ?? client_secret
  const [id = ''] = secret?.split('_secret_') ?? []
  const intent = context.find('payment_intent', id) ?? context.find('setup_intent', id)
  if (!intent || intent.client_secret !== secret) throw resourceMissing('intent', id, 'client_secret')
  if (intent.status !== 'requires_action') {
    throw invalidRequest(`There is nothing to authenticate: ${intent.id} is ${intent.status}.`)
  }
  const isAuthenticated = outcome === 'succeeded'
  return intent.object === 'payment_intent'
    ? finishPaymentAuthentication(context, intent, isAuthenticated)
    : finishSetupAuthentication(context, intent, isAuthenticated)
}
