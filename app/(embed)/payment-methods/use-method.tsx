import { Button, type ButtonKind } from '#components/ui/button.tsx'
import type { Use } from '#lib/payment-methods/find-uses.ts'
import { labelPaymentMethod, type SavedPaymentMethod } from '#lib/payment-methods/payment-method.ts'
import { LoginField } from '../../login-field.tsx'
import type { PortalContext } from '../../portal-context.ts'

interface UseMethodProps {
  method: SavedPaymentMethod
  use: Use
  context: PortalContext
  kind: ButtonKind
}

/** The button that makes a payment method the one that pays. */
export function UseMethod({ method, use: { plan }, context, kind }: UseMethodProps) {
  const { t } = context
  const named = method.last4 ? t('embed.methods_card', { last4: method.last4 }) : labelPaymentMethod(method)
  return (
    <form method="post" action="/api/default-payment-method">
      <input type="hidden" name="payment_method" value={method.id} />
      {plan && <input type="hidden" name="subscription" value={plan.subscription} />}
      <LoginField context={context} />
      <Button kind={kind}>
        {plan
          ? t('embed.methods_use', { method: named, plan: plan.name })
          : t('embed.methods_use_default', { method: named })}
      </Button>
    </form>
  )
}
