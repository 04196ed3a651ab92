'use client'

import { useState } from 'react'
import { createConfirmSetup } from './confirm.ts'
import { PaymentElementBox, type PaymentElementProps } from './payment-element-box.tsx'
import { useRounds } from './use-rounds.ts'

interface PaymentMethodFormProps extends PaymentElementProps {
  currency: string | null
}

/** Saves one more payment method. */
export function PaymentMethodForm(props: PaymentMethodFormProps) {
  const [round, startAgain] = useRounds()
  return <SetupRound key={round} {...props} onStartAgain={startAgain} />
}

function SetupRound({ currency, ...props }: PaymentMethodFormProps & { onStartAgain: () => void }) {
  const [confirm] = useState(() => createConfirmSetup(props.login))
  const intent = { mode: 'setup' as const, currency: currency ?? undefined }
  return (
    <PaymentElementBox
      {...props}
      page="payment-methods"
      intent={intent}
      confirm={confirm}
      onMethodRemoved={showWhatHolds}
    />
  )
}

/** The list beside the form, and which card pays, are drawn by the server. */
function showWhatHolds() {
  location.assign('/payment-methods?done=removed')
}
