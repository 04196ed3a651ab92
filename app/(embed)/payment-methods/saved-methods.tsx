import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { Row, Rows } from '#components/ui/row.tsx'
import { Section } from '#components/ui/section.tsx'
import type { PaymentOverview, PlanPayment } from '#lib/payment-methods/get-payment-overview.ts'
import { isExpired, labelPaymentMethod, type SavedPaymentMethod } from '#lib/payment-methods/payment-method.ts'
import type { PortalContext } from '../../portal-context.ts'
import styles from './saved-methods.module.css'

interface SavedMethodsProps {
  context: PortalContext
  overview: PaymentOverview
}

/** What is saved, what each of it pays, and how to let another one pay. */
export function SavedMethods({ context, overview }: SavedMethodsProps) {
  const { t, mayChange } = context
  const { methods, plans } = overview
  const charged = plans.filter(({ isChargedAutomatically }) => isChargedAutomatically)
  const isSaved = (id: string | null) => methods.some((method) => method.id === id)
  return (
    <Section title={t('embed.methods_saved')}>
      {methods.length === 0 ? (
        <Empty title={t('embed.methods_none_title')}>
          {t(mayChange ? 'embed.methods_none' : 'embed.methods_none_viewer')}
        </Empty>
      ) : (
        <Rows>
          {methods.map((method) => (
            <Row
              key={method.id}
              label={<MethodLabel method={method} context={context} />}
              action={mayChange && <Uses method={method} charged={charged} overview={overview} context={context} />}
            >
              <Pays method={method} charged={charged} overview={overview} context={context} />
            </Row>
          ))}
        </Rows>
      )}
      {plans.map(({ subscription, name, paidBy, isChargedAutomatically }) =>
        isChargedAutomatically && isSaved(paidBy) ? null : (
          <p key={subscription} className={styles.note}>
            {t(isChargedAutomatically ? 'embed.methods_unpaid' : 'embed.methods_by_invoice', { plan: name })}
          </p>
        ),
      )}
    </Section>
  )
}

function MethodLabel({ method, context: { services, t } }: { method: SavedPaymentMethod; context: PortalContext }) {
  const { expires } = method
  const key = isExpired(method, services.now()) ? 'embed.methods_expired' : 'embed.methods_expires'
  return (
    <>
      <strong className={styles.name}>{labelPaymentMethod(method)}</strong>
      {expires && (
        <span className={styles.expiry}>
          {t(key, { month: String(expires.month).padStart(2, '0'), year: String(expires.year) })}
        </span>
      )}
    </>
  )
}

interface MethodPartProps {
  method: SavedPaymentMethod
  charged: PlanPayment[]
  overview: PaymentOverview
  context: PortalContext
}

function Pays({ method, charged, overview, context: { t } }: MethodPartProps) {
  const paid = charged.filter(({ paidBy }) => paidBy === method.id)
  return (
    <span className={styles.pays}>
      {paid.map(({ subscription, name }) => (
        <Badge key={subscription} tone="good">
          {t('embed.methods_pays', { plan: name })}
        </Badge>
      ))}
      {overview.customerDefault === method.id && paid.length === 0 && <Badge>{t('embed.methods_default')}</Badge>}
    </span>
  )
}

/** One quiet button for each plan that another payment method pays; without a plan, one for what comes later. */
function Uses({ method, charged, overview, context: { login, t } }: MethodPartProps) {
  const named = method.last4 ? t('embed.methods_card', { last4: method.last4 }) : labelPaymentMethod(method)
  const offers =
    charged.length > 0
      ? charged
          .filter(({ paidBy }) => paidBy !== method.id)
          .map(({ subscription, name }) => ({
            subscription,
            words: t('embed.methods_use', { method: named, plan: name }),
          }))
      : overview.customerDefault === method.id || 'customer_account' in login.customer
        ? []
        : [{ subscription: undefined, words: t('embed.methods_use_default', { method: named }) }]
  return offers.map(({ subscription, words }) => (
    <form key={words} method="post" action="/api/default-payment-method">
      <input type="hidden" name="payment_method" value={method.id} />
      {subscription && <input type="hidden" name="subscription" value={subscription} />}
      <input type="hidden" name="login" value={login.id} />
      <Button kind="quiet">{words}</Button>
    </form>
  ))
}
