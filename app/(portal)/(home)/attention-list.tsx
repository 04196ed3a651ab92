import { Attention } from '#components/ui/attention.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Section } from '#components/ui/section.tsx'
import type { OpenInvoice } from '#lib/invoices/list-open-invoices.ts'
import { isComponentOffered } from '#lib/policy/policy.ts'
import type { PortalContext } from '../../portal-context.ts'
import styles from './home.module.css'

interface AttentionListProps {
  invoices: OpenInvoice[]
  context: PortalContext
}

/** What the customer should see to, before anything else. */
export function AttentionList({ invoices, context }: AttentionListProps) {
  return (
    <Section title={context.t('home.attention')}>
      <div className={styles.stack}>
        {invoices.map((invoice) => (
          <OpenInvoiceCard key={invoice.id} invoice={invoice} context={context} />
        ))}
      </div>
    </Section>
  )
}

function OpenInvoiceCard({ invoice, context }: { invoice: OpenInvoice; context: PortalContext }) {
  const { t, mayChange } = context
  const { title, text, isBad } = describeOpenInvoice(invoice, context)
  const isPayable = invoice.payment !== 'processing'
  return (
    <Attention
      tone={isBad ? 'bad' : 'caution'}
      title={title}
      action={isPayable && mayChange && payButton(invoice, context)}
    >
      <p>{text}</p>
      {isPayable && !mayChange && <p>{t('home.ask_owner')}</p>}
    </Attention>
  )
}

function payButton({ id, remainingMinor, currency, hostedUrl, payment }: OpenInvoice, { t, policy }: PortalContext) {
  const amount = t.money({ amountMinor: remainingMinor, currency })
  if (payment === 'here' && isComponentOffered(policy, 'payment_element'))
    return (
      <LinkButton kind="primary" href={`/pay/${id}`}>
        {t('home.pay', { amount })}
      </LinkButton>
    )
  if (!hostedUrl) return null
  return (
    <LinkButton kind="primary" href={hostedUrl} rel="noopener">
      {t('home.pay_at_stripe', { amount })}
    </LinkButton>
  )
}

function describeOpenInvoice(invoice: OpenInvoice, { t }: PortalContext) {
  const { state, hasFailed } = invoice
  const amount = t.money({ amountMinor: invoice.remainingMinor, currency: invoice.currency })
  const number = invoice.number ?? t('home.no_number')
  const date = state.at === null ? '' : t.date(state.at)
  const open = t('home.open_text', { number })
  if (invoice.payment === 'processing')
    return { title: t('home.processing', { amount }), text: t('home.processing_text'), isBad: false }
  switch (state.kind) {
    case 'overdue':
      return { title: t('home.open_overdue', { amount, date }), text: open, isBad: true }
    case 'retrying':
      return {
        title: t('home.open_declined', { amount }),
        text: t('home.open_retrying_text', { number, date }),
        isBad: true,
      }
    default:
      if (hasFailed)
        return {
          title: t('home.open_declined', { amount }),
          text: t('home.open_declined_text', { number }),
          isBad: true,
        }
      return {
        title: date ? t('home.open_due', { amount, date }) : t('home.open', { amount }),
        text: open,
        isBad: false,
      }
  }
}
