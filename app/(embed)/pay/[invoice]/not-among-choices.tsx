import { explainRedisplay } from '#lib/payment-methods/explain-redisplay.ts'
import type { PaymentOverview } from '#lib/payment-methods/get-payment-overview.ts'
import { labelPaymentMethod } from '#lib/payment-methods/payment-method.ts'
import type { PortalContext } from '../../../portal-context.ts'

/**
 * A card that was just added on Stripe's pages pays the plan, and Stripe's form may not offer it: without a word the
 * customer would pay with the one that was declined.
 */
export function NotAmongChoices({ overview, context }: { overview: PaymentOverview; context: PortalContext }) {
  const { policy, t } = context
  const payers = [overview.customerDefault, ...overview.plans.map(({ paidBy }) => paidBy)]
  const offers = explainRedisplay(policy, overview.methods).payment_element
  const method = overview.methods.find(({ id }) => {
    const offer = offers.get(id)
    return payers.includes(id) && offer?.kind === 'hidden' && offer.because === 'filter'
  })
  return method ? <p>{t('embed.pay_not_among_choices', { method: labelPaymentMethod(method) })}</p> : null
}
