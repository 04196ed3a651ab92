import { createSession, expireSession } from '../checkout/create-session.ts'
import { viewLine } from '../checkout/session-lines.ts'
import { list, retrieve } from '../kernel/common-operations.ts'
import type { Resource } from '../kernel/resource.ts'

/** https://docs.stripe.com/api/checkout/sessions */
export const checkoutSessions: Resource = {
  operations: {
    'checkout.sessions.create': (context) => createSession(context, context.params),
    'checkout.sessions.retrieve': retrieve('checkout.session'),
    'checkout.sessions.list': list('checkout.session', {
      by: ['customer', 'customer_account', 'payment_intent', 'subscription', 'status'],
      noun: 'checkout.session',
    }),
    'checkout.sessions.expire': (context) => expireSession(context, context.get('checkout.session', context.id)),
    'checkout.sessions.listLineItems': (context) => {
      const session = context.get('checkout.session', context.id)
      return context.page(
        (session._lines ?? []).map((line) => viewLine(context, line)),
        'line item',
      )
    },
  },
  includes: {
    'checkout.session': {
      line_items: (session, context) =>
        context.sublist(
          (session._lines ?? []).map((line) => viewLine(context, line)),
          `/v1/checkout/sessions/${session.id}/line_items`,
        ),
    },
  },
  jobs: {
    'checkout.expire': (context, id) => {
      const session = context.find('checkout.session', id)
      if (session?.status === 'open') expireSession(context, session)
    },
  },
}
