import { Button, type ButtonKind } from '#components/ui/button.tsx'
import type { PaymentOverview } from '#lib/payment-methods/get-payment-overview.ts'
import { labelPaymentMethod, type SavedPaymentMethod } from '#lib/payment-methods/payment-method.ts'
import type { PortalContext } from '../../portal-context.ts'

interface UseMethodProps {
  method: SavedPaymentMethod
  overview: PaymentOverview
  context: PortalContext
  kind: ButtonKind
}

/** One button for each plan that another payment method pays; without a plan, one for what comes later. */
export function UseMethod({ method, overview, context: { login, t }, kind }: UseMethodProps) {
  const label = labelPaymentMethod(method)
  const offers = findOffers(method, overview).map(({ subscription, plan }) => ({
    subscription,
    words: plan ? t('embed.methods_use', { method: label, plan }) : t('embed.methods_use_default', { method: label }),
  }))
  return offers.map(({ subscription, words }) => (
    <form key={subscription ?? 'default'} method="post" action="/api/default-payment-method">
      <input type="hidden" name="payment_method" value={method.id} />
      {subscription && <input type="hidden" name="subscription" value={subscription} />}
      <input type="hidden" name="login" value={login.id} />
      <Button kind={kind}>{words}</Button>
    </form>
  ))
}

/** What this payment method could pay and does not. */
export function findOffers(
  { id }: Pick<SavedPaymentMethod, 'id'>,
  { plans, customerDefault, hasCustomerDefault }: PaymentOverview,
): { subscription?: string; plan?: string }[] {
  const charged = plans.filter(({ isChargedAutomatically }) => isChargedAutomatically)
  if (charged.length === 0) return hasCustomerDefault && customerDefault !== id ? [{}] : []
  return charged.filter(({ paidBy }) => paidBy !== id).map(({ subscription, name }) => ({ subscription, plan: name }))
}
