import type { Door } from '#components/portal/doors.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Money } from '#components/ui/money.tsx'
import { Row, Rows } from '#components/ui/row.tsx'
import type { Plan } from '#lib/home/get-home.ts'
import type { MessageKey } from '#lib/messages/message-catalogue.ts'
import type { Translator } from '#lib/messages/translate.ts'
import { isExpired, labelPaymentMethod } from '#lib/payment-methods/payment-method.ts'
import { totalOf } from '#lib/subscriptions/price-line.ts'
import type { SubscriptionStateKind } from '#lib/subscriptions/subscription-state.ts'
import type { PortalContext } from '../../portal-context.ts'
import { describeInterval, describePrice, describeState } from '../subscription-words.ts'
import styles from './home.module.css'

interface PlanCardProps {
  plan: Plan
  context: PortalContext
  doors: readonly Door[]
}

/** One running plan: its state, its price, what pays for it and what comes next. */
export function PlanCard({ plan, context, doors }: PlanCardProps) {
  const { t, services } = context
  const state = describeState(plan.state, t)
  const alsoEnds = plan.endsAt !== null && plan.state.kind !== 'ends'
  return (
    <article className={styles.plan}>
      <div className={styles.planHead}>
        <h3 className={styles.planName}>{plan.name}</h3>
        <Badge tone={state.tone}>{state.text}</Badge>
      </div>
      <Price plan={plan} t={t} />
      {state.meaning && <p className={styles.quiet}>{state.meaning}</p>}
      {alsoEnds && <p className={styles.quiet}>{t('subscriptions.also_ends', { date: t.date(plan.endsAt ?? 0) })}</p>}
      <Rows>
        <Row label={t(plan.isChargedAutomatically ? 'subscriptions.next_charge' : 'subscriptions.next_invoice')}>
          <NextCharge plan={plan} t={t} />
        </Row>
        <Row
          label={t('subscriptions.paid_by')}
          action={
            doors.includes('payment_methods') &&
            context.mayChange &&
            plan.isChargedAutomatically && (
              <a href="/payment-methods" className={styles.change}>
                {t('subscriptions.change_card')}
              </a>
            )
          }
        >
          {describePayer(plan, t, services.now())}
        </Row>
      </Rows>
    </article>
  )
}

function Price({ plan: { lines, hasMoreLines }, t }: { plan: Plan; t: Translator }) {
  const [only] = lines
  if (lines.length === 1 && only && !hasMoreLines) {
    const { detail, ...price } = describePrice(only, t)
    return (
      <p className={styles.price}>
        <Money large {...price} />
        {detail && <span className={styles.quiet}>{detail}</span>}
      </p>
    )
  }
  const total = hasMoreLines ? null : totalOf(lines)
  return (
    <div className={styles.price}>
      {total && (
        <p>
          <Money
            large
            amount={t.money({ amountMinor: total.totalMinor, currency: total.currency })}
            interval={describeInterval(total.interval, t)}
          />
        </p>
      )}
      <ul className={styles.lines}>
        {lines.map((line, index) => {
          const { detail, ...price } = describePrice(line, t)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: two items may be alike, and none of them moves
            <li key={index} className={styles.line}>
              <span>
                {line.name}
                {detail && <span className={styles.quiet}> {detail}</span>}
              </span>
              <Money {...price} />
            </li>
          )
        })}
      </ul>
      {hasMoreLines && <p className={styles.quiet}>{t('subscriptions.more_items')}</p>}
    </div>
  )
}

function NextCharge({ plan: { nextCharge, state }, t }: { plan: Plan; t: Translator }) {
  if (nextCharge.kind === 'unknown') return <span className={styles.quiet}>{t('subscriptions.charge_unknown')}</span>
  if (nextCharge.kind === 'nothing') return t(whyNoCharge(state.kind))

  const { amountMinor, currency, at } = nextCharge
  const date = t.date(at)
  if (amountMinor === 0) return t('subscriptions.charge_nothing_on', { date })
  return (
    <strong className={styles.amount}>
      {t('subscriptions.charge_on', { amount: t.money({ amountMinor, currency }), date })}
    </strong>
  )
}

function whyNoCharge(state: SubscriptionStateKind): MessageKey {
  switch (state) {
    case 'unpaid':
    case 'incomplete':
      return 'subscriptions.charge_open'
    case 'paused':
    case 'payments_paused':
      return 'subscriptions.charge_paused'
    default:
      return 'subscriptions.charge_none'
  }
}

function describePayer({ paidBy, isChargedAutomatically }: Plan, t: Translator, now: Date): string {
  if (!isChargedAutomatically) return t('subscriptions.paid_by_invoice')
  if (!paidBy) return t('subscriptions.paid_by_none')
  const label = labelPaymentMethod(paidBy)
  if (!paidBy.expires) return label
  const month = String(paidBy.expires.month).padStart(2, '0')
  const values = { month, year: String(paidBy.expires.year) }
  return `${label}, ${t(isExpired(paidBy, now) ? 'subscriptions.expired' : 'subscriptions.expires', values)}`
}
