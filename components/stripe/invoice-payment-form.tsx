'use client'

import { useEffect } from 'react'
import { confirmPayment } from './confirm.ts'
import { EmbedBox } from './embed-box.tsx'
import { PaymentElementBox, type PaymentElementProps } from './payment-element-box.tsx'
import { type Answer, postJson } from './post-json.ts'
import { useLoading } from './use-loading.ts'
import { useRounds } from './use-rounds.ts'

interface InvoicePaymentFormProps extends PaymentElementProps {
  /** `in_…` */
  invoice: string
}

/** Pays one open invoice, with the intent that the invoice has already. */
export function InvoicePaymentForm(props: InvoicePaymentFormProps) {
  const [round, startAgain] = useRounds()
  return <PaymentRound key={round} {...props} onStartAgain={startAgain} />
}

interface InvoicePayment {
  client_secret: string
  has_setup_future_usage: boolean
}

function PaymentRound({ invoice, ...props }: InvoicePaymentFormProps & { onStartAgain: () => void }) {
  const asking = useLoading(() => postJson<InvoicePayment>('/api/invoice-payments', props.login, { invoice }))
  const answer: Answer<InvoicePayment> | undefined = asking.kind === 'loaded' ? asking.value : undefined
  const savesAnyway = answer?.kind === 'ok' && answer.value.has_setup_future_usage

  useEffect(() => {
    if (savesAnyway)
      console.info('Portico: this invoice’s payment has setup_future_usage, so payment_method_save is left out here.')
  }, [savesAnyway])

  if (answer?.kind !== 'ok')
    return (
      <EmbedBox {...props} isReady={false} problem={answer} onTryAgain={props.onStartAgain}>
        {null}
      </EmbedBox>
    )
  return (
    <PaymentElementBox
      {...props}
      page="pay"
      intent={{ clientSecret: answer.value.client_secret }}
      leftOut={savesAnyway ? ['payment_method_save'] : undefined}
      confirm={confirmPayment}
    />
  )
}
