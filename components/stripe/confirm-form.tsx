import { PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js'
import { type FormEvent, useState } from 'react'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Again } from './again.tsx'
import type { Confirm, Confirmation } from './confirm.ts'
import styles from './embed-box.module.css'
import { EmbedProblem } from './embed-problem.tsx'
import type { EmbedTexts } from './embed-texts.ts'

export interface ConfirmTexts {
  button: string
  busy: string
  /** Said after a decline: what was not done. */
  nothing_done: string
  /** Said where Stripe gives no words of its own. */
  failed: string
  /** Said in the place of the button while a saved method is chosen, where there is nothing to do with one. */
  saved_already?: string
  over: string
  start_again: string
}

interface ConfirmFormProps {
  confirm: Confirm
  texts: EmbedTexts & ConfirmTexts
  /** The customer session's time is over; what was typed cannot be confirmed with it any more. */
  isOver: boolean
  onReady: () => void
  onLoadError: () => void
  /** The customer removed a saved payment method within the form. */
  onMethodRemoved?: (() => void) | undefined
  onStartAgain: () => void
}

export function ConfirmForm({ confirm, texts, isOver, onStartAgain, ...events }: ConfirmFormProps) {
  const { onReady, onLoadError, onMethodRemoved } = events
  const stripe = useStripe()
  const elements = useElements()
  const [isBusy, setBusy] = useState(false)
  const [isSavedChosen, setSavedChosen] = useState(false)
  const [confirmation, setConfirmation] = useState<Confirmation>()
  const savedAlready = isSavedChosen && !isBusy ? texts.saved_already : undefined

  async function handleSubmit(event: FormEvent) {
    event.preventDefault()
    if (!stripe || !elements || isBusy || savedAlready) return
    setBusy(true)
    setConfirmation(undefined)
    const outcome = await confirm(stripe, elements).catch(reportFault)
    if (outcome.kind === 'done') return location.assign(outcome.path)
    setConfirmation(outcome)
    setBusy(false)
  }

  return (
    <form className={styles.form} onSubmit={handleSubmit}>
      <PaymentElement
        onReady={onReady}
        onChange={({ value }) => setSavedChosen(value.payment_method !== undefined)}
        onLoadError={onLoadError}
        onSavedPaymentMethodRemove={({ success }) => success && onMethodRemoved?.()}
      />
      {confirmation && <Outcome confirmation={confirmation} texts={texts} />}
      {isOver && !isBusy ? (
        <Again text={texts.over} button={texts.start_again} onStartAgain={onStartAgain} />
      ) : savedAlready ? (
        <p className={styles.aside}>{savedAlready}</p>
      ) : (
        <Button kind="primary" wide disabled={!stripe || !elements} aria-disabled={isBusy} aria-busy={isBusy}>
          {isBusy ? texts.busy : texts.button}
        </Button>
      )}
    </form>
  )
}

function Outcome({ confirmation, texts }: { confirmation: Confirmation; texts: EmbedTexts & ConfirmTexts }) {
  if (confirmation.kind === 'done') return null
  // The form's own button is the way to try again, and keeps what was typed.
  if (confirmation.kind !== 'not_done') return <EmbedProblem problem={confirmation} texts={texts} />
  return (
    <Banner tone="bad" live>
      {confirmation.message ?? texts.failed} {confirmation.nothingDone && texts.nothing_done}
    </Banner>
  )
}

function reportFault(error: unknown): Confirmation {
  console.error(error)
  return { kind: 'not_done', message: undefined, nothingDone: false }
}
