import { Badge } from '#components/ui/badge.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { Section } from '#components/ui/section.tsx'
import { findUses } from '#lib/payment-methods/find-uses.ts'
import type { PaymentOverview } from '#lib/payment-methods/get-payment-overview.ts'
import { isExpired, labelPaymentMethod, type SavedPaymentMethod } from '#lib/payment-methods/payment-method.ts'
import type { PortalContext } from '../../portal-context.ts'
import styles from './saved-methods.module.css'
import { UseMethod } from './use-method.tsx'

interface SavedMethodsProps {
  context: PortalContext
  overview: PaymentOverview
}

/** What is saved, what each of it pays, and how to let another one pay. */
export function SavedMethods({ context, overview }: SavedMethodsProps) {
  const { t, mayChange } = context
  const { methods } = overview
  return (
    <Section title={t('embed.methods_saved')}>
      {methods.length === 0 && (
        <Empty title={t('embed.methods_none_title')}>
          {t(mayChange ? 'embed.methods_none' : 'embed.methods_none_viewer')}
        </Empty>
      )}
      <ul className={styles.methods}>
        {methods.map((method) => (
          <li key={method.id} className={styles.method}>
            <MethodLabel method={method} context={context} />
            <Pays method={method} overview={overview} context={context} />
            {mayChange && (
              <div className={styles.uses}>
                {findUses(overview, method.id).map((use) => (
                  <UseMethod
                    key={use.plan?.subscription ?? ''}
                    method={method}
                    use={use}
                    context={context}
                    kind="quiet"
                  />
                ))}
              </div>
            )}
          </li>
        ))}
      </ul>
      <Unpaid overview={overview} context={context} />
    </Section>
  )
}

interface MethodPartProps {
  method: SavedPaymentMethod
  context: PortalContext
}

function MethodLabel({ method, context: { services, t } }: MethodPartProps) {
  const { expires } = method
  const key = isExpired(method, services.now()) ? 'embed.methods_expired' : 'embed.methods_expires'
  return (
    <div>
      <strong className={styles.name}>{labelPaymentMethod(method)}</strong>
      {expires && (
        <span className={styles.expiry}>
          {t(key, { month: String(expires.month).padStart(2, '0'), year: String(expires.year) })}
        </span>
      )}
    </div>
  )
}

function Pays({ method, overview, context: { t } }: MethodPartProps & { overview: PaymentOverview }) {
  const paid = overview.plans.filter(
    ({ paidBy, isChargedAutomatically }) => isChargedAutomatically && paidBy === method.id,
  )
  return (
    <div className={styles.pays}>
      {paid.map(({ subscription, name }) => (
        <Badge key={subscription} tone="good">
          {t('embed.methods_pays', { plan: name })}
        </Badge>
      ))}
      {overview.customerDefault === method.id && paid.length === 0 && <Badge>{t('embed.methods_default')}</Badge>}
    </div>
  )
}

/** The plans that nothing saved here pays, and why. */
function Unpaid({ overview: { methods, plans }, context: { t } }: SavedMethodsProps) {
  return plans
    .filter(({ paidBy, isChargedAutomatically }) => !isChargedAutomatically || !methods.some(({ id }) => id === paidBy))
    .map(({ subscription, name, isChargedAutomatically }) => (
      <p key={subscription} className={styles.note}>
        {t(isChargedAutomatically ? 'embed.methods_unpaid' : 'embed.methods_by_invoice', { plan: name })}
      </p>
    ))
}
