// Stripe takes one call at a time for a customer and a meter. Two overlap when the second came before the first
// was answered.
import type { Account } from '../kernel/account.ts'
import { lastCallNumber } from '../kernel/call-number.ts'
import type { Context } from '../kernel/context.ts'
import type { StripeError } from '../kernel/stripe-error.ts'
import type { Reading } from './judge-event.ts'

/** By account, customer and meter: the newest call that had come when one was answered. */
const answered = new WeakMap<Account, Map<string, number>>()

export function refuseOverlap(context: Context, { meter, customer }: Reading, refusal: () => StripeError) {
  const { account, callNumber } = context
  const known = answered.get(account) ?? new Map<string, number>()
  answered.set(account, known)
  const pair = `${customer} ${meter.id}`
  if (callNumber !== undefined && callNumber <= (known.get(pair) ?? 0)) throw refusal()
  known.set(pair, lastCallNumber())
}
