import { Banner } from '#components/ui/banner.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import type { PayableInvoice } from '#lib/invoices/payable-invoice.ts'
import type { Translator } from '#lib/messages/translate.ts'

interface InvoiceStateProps {
  kind: Exclude<PayableInvoice['kind'], 'payable' | 'unknown'>
  hostedUrl: string | null
  t: Translator
}

const tones = {
  paid: 'good',
  processing: 'note',
  draft: 'note',
  void: 'note',
  uncollectible: 'caution',
  not_payable_here: 'caution',
} as const satisfies Record<InvoiceStateProps['kind'], string>

/** Why there is nothing to pay here. */
export function InvoiceState({ kind, hostedUrl, t }: InvoiceStateProps) {
  return (
    <Banner
      tone={tones[kind]}
      action={hostedUrl && <LinkButton href={hostedUrl}>{t('embed.pay_full_invoice')}</LinkButton>}
    >
      {t(`embed.pay_${kind}`)}
    </Banner>
  )
}
