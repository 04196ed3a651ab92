import { Banner } from '#components/ui/banner.tsx'
import type { OpenInvoice } from '#lib/invoices/list-open-invoices.ts'
import { findUses } from '#lib/payment-methods/find-uses.ts'
import type { PaymentOverview } from '#lib/payment-methods/get-payment-overview.ts'
import { labelPaymentMethod } from '#lib/payment-methods/payment-method.ts'
import { LeftOpen } from '../../left-open.tsx'
import type { PortalContext } from '../../portal-context.ts'
import styles from './saved-methods.module.css'
import { UseMethod } from './use-method.tsx'

const outcomes = {
  default: { tone: 'good', key: 'embed.methods_done_default' },
  saved: { tone: 'good', key: 'embed.methods_done_saved' },
  removed: { tone: 'good', key: 'embed.methods_done_removed' },
  processing: { tone: 'note', key: 'embed.methods_done_processing' },
  failed: { tone: 'bad', key: 'embed.methods_done_failed' },
} as const

interface DoneBannerProps {
  done: string | string[] | undefined
  /** What was saved: `pm_…`, as the address says; shown only if it is among this customer's own. */
  paymentMethod: string | string[] | undefined
  overview: PaymentOverview
  openInvoices: OpenInvoice[]
  context: PortalContext
}

/** Whether another card may pay what is open. */
export function isCardReplaced(done: DoneBannerProps['done']): boolean {
  return done === 'default' || done === 'saved'
}

/** Says what was just done, where the address tells of it; an unknown word says nothing. */
export function DoneBanner({ done, paymentMethod, overview, openInvoices, context }: DoneBannerProps) {
  if (typeof done !== 'string' || !Object.hasOwn(outcomes, done)) return null
  const { t, mayChange } = context
  const { tone, key } = outcomes[done as keyof typeof outcomes]
  const saved = done === 'saved' ? overview.methods.find(({ id }) => id === paymentMethod) : undefined
  const uses = saved && mayChange ? findUses(overview, saved.id) : []
  return (
    <Banner tone={tone} live>
      <p>{saved ? t('embed.methods_done_saved_named', { method: labelPaymentMethod(saved) }) : t(key)}</p>
      {saved && uses.length > 0 && (
        <>
          <p>{t('embed.methods_done_saved_next')}</p>
          <div className={styles.uses}>
            {uses.map((use) => (
              <UseMethod key={use.plan?.subscription ?? ''} method={saved} use={use} context={context} kind="primary" />
            ))}
          </div>
        </>
      )}
      {uses.length === 0 && <LeftOpen openInvoices={openInvoices} context={context} />}
    </Banner>
  )
}
