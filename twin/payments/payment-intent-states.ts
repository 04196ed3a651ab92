// What may be done to a payment intent in each of its states.
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { StripeObject } from '../kernel/wire.ts'
import type { Line } from './amount-details.ts'

type PaymentIntent = StripeObject<'payment_intent'>
type Status = PaymentIntent['status']

declare module '../kernel/wire.ts' {
  interface HiddenFields {
    payment_intent: {
      /** `amount_details.line_items`: answered only when expanded, and in a list of their own. */
      _lineItems: Line[]
      /** Authenticated, and waiting to be confirmed once more (`confirmation_method: manual`). */
      _isAuthenticated: boolean
      /** Asked for `automatic_payment_methods` by itself, redirects and all. */
      _mayRedirect: boolean
      _increments: number
    }
  }
}

export const confirmable: Status[] = ['requires_payment_method', 'requires_confirmation', 'requires_action']
export const cancelable: Status[] = [
  'requires_payment_method',
  'requires_capture',
  'requires_confirmation',
  'requires_action',
]
const verbs = {
  cancel: { done: 'canceled', fitting: [...cancelable, 'processing'] },
  capture: { done: 'captured', fitting: ['requires_capture'] },
  confirm: { done: 'confirmed', fitting: confirmable },
  increment: { done: 'incremented', fitting: ['requires_capture'] },
}

export function unexpectedState(intent: PaymentIntent, verb: keyof typeof verbs) {
  return invalidRequest(messageOf(intent, verb), { code: 'payment_intent_unexpected_state', payment_intent: intent })
}

function messageOf({ status }: PaymentIntent, verb: keyof typeof verbs): string {
  if (verb === 'confirm' && status === 'succeeded')
    return 'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.'
  const refusal =
    verb === 'capture'
      ? `This PaymentIntent could not be captured because it has a status of ${status}.`
      : `You cannot ${verb} this PaymentIntent because it has a status of ${status}.`
  const { done, fitting } = verbs[verb]
  return `${refusal} Only a PaymentIntent with one of the following statuses may be ${done}: ${fitting.join(', ')}.`
}

export function frozenParameter(intent: PaymentIntent, param: string) {
  return invalidRequest(
    `This PaymentIntent's ${param} could not be updated because it has a status of ${intent.status}. You may only update the ${param} of a PaymentIntent with one of the following statuses: ${confirmable.join(', ')}.`,
    { code: 'payment_intent_unexpected_state', param, payment_intent: intent },
  )
}
