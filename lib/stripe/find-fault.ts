import Stripe from 'stripe'
import { Refusal } from '#lib/errors.ts'
import { isMissing } from './call-stripe.ts'

/** What Stripe found wrong with a request. */
export interface RequestFault {
  /** As Stripe spells it, `flow_data[type]`; it does not always say. */
  param: string | undefined
  isMissing: boolean
}

/** Undefined where a call failed for another reason than what was asked. Stripe's words stay behind: they may tell of others. */
export function findFault(error: unknown): RequestFault | undefined {
  const cause = error instanceof Refusal && error.code === 'stripe_refused' ? error.cause : error
  if (!(cause instanceof Stripe.errors.StripeInvalidRequestError)) return undefined
  return { param: cause.param, isMissing: isMissing(cause) }
}
