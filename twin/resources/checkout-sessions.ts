import { createSession } from '../checkout/create-session.ts'
import { expireSession } from '../checkout/expire-session.ts'
import { settleDelayed } from '../checkout/finish-session.ts'
import { breakdownOf, lineDiscounts } from '../checkout/session-discounts.ts'
import { viewLines } from '../checkout/session-totals.ts'
import { updateSession } from '../checkout/update-session.ts'
import { list, retrieve } from '../kernel/common-operations.ts'
import type { Resource } from '../kernel/resource.ts'

/** https://docs.stripe.com/api/checkout/sessions */
export const checkoutSessions: Resource = {
  operations: {
    'checkout.sessions.create': (context) => createSession(context, context.params),
    'checkout.sessions.retrieve': retrieve('checkout.session'),
    'checkout.sessions.update': updateSession,
    'checkout.sessions.list': list('checkout.session', {
      by: ['customer', 'customer_account', 'payment_intent', 'payment_link', 'subscription', 'status'],
      where: {
        customer_details: (session, { email }: { email: string }) => session.customer_details?.email === email,
      },
      noun: 'checkout.session',
    }),
    'checkout.sessions.expire': (context) => expireSession(context, context.get('checkout.session', context.id)),
    'checkout.sessions.listLineItems': (context) =>
      context.page(viewLines(context, context.get('checkout.session', context.id)), 'line item'),
  },
  includes: {
    'checkout.session': {
      line_items: (session, context) =>
        context.sublist(viewLines(context, session), `/v1/checkout/sessions/${session.id}/line_items`),
      'total_details.breakdown': (session, context) => breakdownOf(context, session),
    },
    item: { discounts: (item, context) => lineDiscounts(context, item), taxes: () => [] },
  },
  jobs: {
    'checkout.expire': (context, id) => {
      const session = context.find('checkout.session', id)
      if (session?.status === 'open') expireSession(context, session)
    },
  },
  reactions: {
    'payment_intent.succeeded': (context, intent) => settleDelayed(context, intent.id, 'paid'),
    'payment_intent.payment_failed': (context, intent) => settleDelayed(context, intent.id, 'unpaid'),
  },
}
