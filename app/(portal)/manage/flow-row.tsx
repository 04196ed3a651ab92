import { Button } from '#components/ui/button.tsx'
import type { FlowName } from '#lib/catalogue/flows.ts'
import type { OfferedPrice } from '#lib/portal-sessions/find-price.ts'
import type { PortalContext } from '../../portal-context.ts'
import { PortalSessionForm } from '../../portal-session-form.tsx'
import { namePrice } from '../subscription-words.ts'
import styles from './manage.module.css'

interface FlowRowProps {
  flow: FlowName | 'homepage'
  subscription?: { id: string; name: string }
  price?: OfferedPrice
  item?: string
  context: PortalContext
}

/** One way to Stripe: what it is, what comes of it, and the button that opens it. */
export function FlowRow({ flow, subscription, price, item, context }: FlowRowProps) {
  const { t, company, mayChange } = context
  const button = t(`manage.${flow}_button`)
  return (
    <li className={styles.flow}>
      <div className={styles.words}>
        <h3 className={styles.name}>{t(`manage.${flow}`, { price: price ? namePrice(price, t) : '' })}</h3>
        <p className={styles.text}>{t(`manage.${flow}_text`, { company: company.name })}</p>
      </div>
      <PortalSessionForm
        flow={flow === 'homepage' ? 'portal_homepage' : flow}
        subscription={subscription?.id}
        item={item}
        context={context}
      >
        <Button
          disabled={!mayChange}
          aria-label={subscription && t('manage.for_plan', { action: button, plan: subscription.name })}
        >
          {button}
        </Button>
      </PortalSessionForm>
    </li>
  )
}
