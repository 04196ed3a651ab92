// Confirms what was typed into Stripe's form, and says in our words how it went.
import type { Stripe, StripeElements, StripeError } from '@stripe/stripe-js'
import { type Failure, postJson } from './post-json.ts'

export type Confirmation =
  /** Where the state that now holds is shown. */
  | { kind: 'done'; path: string }
  /** The customer can mend it and try again; `nothingDone` where Stripe is sure of that. */
  | { kind: 'not_done'; message: string | undefined; nothingDone: boolean }
  | Failure

export type Confirm = (stripe: Stripe, elements: StripeElements) => Promise<Confirmation>

/** Saves a payment method. The SetupIntent is made now, not when the page opened, and serves again after a decline. */
export function createConfirmSetup(login: string): Confirm {
  let clientSecret: string | undefined
  return async (stripe, elements) => {
    const submitted = await elements.submit()
    if (submitted.error) return notDone(submitted.error)

    if (!clientSecret) {
      const answer = await postJson<{ client_secret: string }>('/api/setup-intents', login, {})
      if (answer.kind !== 'ok') return answer
      clientSecret = answer.value.client_secret
    }
    const confirmParams = { return_url: returnUrl() }
    const outcome = await stripe.confirmSetup({ elements, clientSecret, confirmParams, redirect: 'if_required' })
    const intent = outcome.setupIntent ?? outcome.error.setup_intent
    if (outcome.setupIntent || isSettled(intent)) return done('setup_intent', intent)
    if (outcome.error.type === 'invalid_request_error') clientSecret = undefined
    return notDone(outcome.error)
  }
}

/** Pays with the intent whose secret the form was made with. */
export const confirmPayment: Confirm = async (stripe, elements) => {
  const submitted = await elements.submit()
  if (submitted.error) return notDone(submitted.error)

  const confirmParams = { return_url: returnUrl() }
  const outcome = await stripe.confirmPayment({ elements, confirmParams, redirect: 'if_required' })
  const intent = outcome.paymentIntent ?? outcome.error.payment_intent
  // An intent that another tab has paid meanwhile comes back as an error.
  if (outcome.paymentIntent || isSettled(intent)) return done('payment_intent', intent)
  return notDone(outcome.error)
}

function done(kind: 'setup_intent' | 'payment_intent', intent: { id: string } | undefined): Confirmation {
  return { kind: 'done', path: `/return?${new URLSearchParams({ [kind]: intent?.id ?? '' })}` }
}

function notDone({ type, message }: StripeError): Confirmation {
  return { kind: 'not_done', message, nothingDone: type === 'card_error' }
}

function isSettled(intent: { status: string } | undefined): boolean {
  return intent?.status === 'succeeded' || intent?.status === 'processing'
}

function returnUrl(): string {
  return `${location.origin}/return`
}
