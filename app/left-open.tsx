import { LinkButton } from '#components/ui/button.tsx'
import { findLeftOpen } from '#lib/attention/find-left-open.ts'
import type { OpenInvoice } from '#lib/invoices/list-open-invoices.ts'
import { isComponentOffered } from '#lib/policy/policy.ts'
import type { PortalContext } from './portal-context.ts'

interface LeftOpenProps {
  openInvoices: readonly OpenInvoice[]
  context: PortalContext
}

/** After a card was replaced: that a failed payment is still open, when it is tried again, and the way to pay it at once. */
export function LeftOpen({ openInvoices, context: { t, policy, mayChange } }: LeftOpenProps) {
  const invoice = findLeftOpen(openInvoices)
  if (!invoice) return null
  const { id, payment, hostedUrl, nextAttemptAt, remainingMinor: amountMinor, currency } = invoice
  const amount = t.money({ amountMinor, currency })
  const isPaidHere = payment === 'here' && isComponentOffered(policy, 'payment_element')
  const href = isPaidHere ? `/pay/${id}` : hostedUrl
  return (
    <>
      <p>
        {nextAttemptAt === null
          ? t('attention.left', { amount })
          : t('attention.left_retry', { amount, date: t.date(nextAttemptAt) })}
      </p>
      {href && mayChange && (
        <div>
          <LinkButton kind="primary" href={href}>
            {t(isPaidHere ? 'attention.pay' : 'attention.pay_at_stripe', { amount })}
          </LinkButton>
        </div>
      )}
    </>
  )
}
