// The subscription that a session comes to.
import { isMetered } from '../billing/amounts/is-metered.ts'
import { createSubscription } from '../billing/subscriptions/create-subscription.ts'
import { callOperation } from '../kernel/call-operation.ts'
import type { Context } from '../kernel/context.ts'
import type { Params } from '../kernel/wire.ts'
import { withinParam } from '../kernel/within-param.ts'
import { discountsOf } from './session-discounts.ts'
import type { Session, SessionLine } from './session-lines.ts'

export function subscriptionParams(
  context: Context,
  session: Session,
  customer: string,
): Params<'subscriptions.create'> {
  const lines = (session._lines ?? []).filter(({ quantity }) => quantity > 0)
  const discounts = discountsOf(session)
  const isRecurring = ({ price }: SessionLine) => context.get('price', price).recurring !== null
  const once = lines.filter((line) => !isRecurring(line)).map(({ price, quantity }) => ({ price, quantity }))
  return {
    ...(session._subscriptionData as object),
    customer,
    items: lines.filter(isRecurring).map((line) => itemOf(context, line)),
    ...(once.length > 0 ? { add_invoice_items: once } : {}),
    ...(discounts.length > 0 ? { discounts } : {}),
    payment_behavior: 'default_incomplete',
  } as Params<'subscriptions.create'>
}

/** Whatever the subscription would be refused for, the session is refused for at once. */
export function tryOutSubscription(context: Context, session: Session) {
  withinParam('subscription_data', () =>
    context.account.dryRun(() => {
      const customer = session.customer ?? (callOperation(context, 'customers.create', {}) as { id: string }).id
      createSubscription(context, subscriptionParams(context, session, customer as string))
    }),
  )
}

function itemOf(context: Context, { price, quantity }: SessionLine) {
  return isMetered(context.get('price', price)) ? { price } : { price, quantity }
}
