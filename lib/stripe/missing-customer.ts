import { Refusal } from '#lib/errors.ts'
import { isMissing, isOfOtherMode } from './call-stripe.ts'

/** For a call whose only object is the customer: says in our words why Stripe does not find it. */
export function refuseMissingCustomer(error: unknown): never {
  if (isOfOtherMode(error)) throw new Refusal('customer_of_other_mode', { cause: error })
  if (isMissing(error)) throw new Refusal('customer_not_found', { cause: error })
  throw error
}
