import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Row, Rows } from '#components/ui/row.tsx'
import { Section } from '#components/ui/section.tsx'
import type { BilledCustomer } from '#lib/customers/find-billed-customer.ts'
import type { Answer } from '../../ask.ts'
import styles from './who-section.module.css'

interface WhoProps {
  customerId: string
  /** Undefined for an account that is billed as a customer. */
  who: Answer<BilledCustomer | undefined>
  isLive: boolean
  /** Stripe bills them no more, or never did. */
  isGone: boolean
}

export function WhoSection({ customerId, who, isLive, isGone }: WhoProps) {
  const dashboardUrl = `https://dashboard.stripe.com/${isLive ? '' : 'test/'}customers/${customerId}`
  const customer = 'value' in who ? who.value : undefined
  return (
    <Section
      title="Who they are"
      action={
        <p className={styles.elsewhere}>
          <a href={`/admin/audit?subject=${customerId}`}>See the audit</a>
          <a href={dashboardUrl}>Open in Stripe’s dashboard</a>
        </p>
      }
    >
      {'failure' in who && <Banner tone="caution" title={who.failure} />}
      <Rows>
        <Row label="Id">
          <code>{customerId}</code>
        </Row>
        {customer && (
          <>
            <Row label="Name">{customer.name ?? 'None'}</Row>
            <Row label="E-mail for invoices">{customer.email ?? 'None'}</Row>
            <Row label="Currency">{customer.currency?.toUpperCase() ?? 'Not billed yet'}</Row>
          </>
        )}
      </Rows>
      {!isGone && (
        <form className={styles.preview} method="post" action={`/admin/customers/${customerId}/preview/start`}>
          <Button>Preview their pages</Button>
          <p className={styles.hint}>
            As an owner of theirs would see them, read-only, for ten minutes. The audit says who looked.
          </p>
        </form>
      )}
    </Section>
  )
}
