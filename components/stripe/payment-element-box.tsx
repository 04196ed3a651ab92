import { Elements } from '@stripe/react-stripe-js'
import type { Stripe, StripeElementsOptions } from '@stripe/stripe-js'
import { useRef, useState } from 'react'
import type { Confirm } from './confirm.ts'
import { ConfirmForm, type ConfirmTexts } from './confirm-form.tsx'
import { elementLocale } from './element-locale.ts'
import styles from './embed-box.module.css'
import { EmbedBox, type EmbedFrame } from './embed-box.tsx'
import type { Problem } from './embed-problem.tsx'
import type { EmbedTexts } from './embed-texts.ts'
import { loadStripeFrom } from './load-stripe.ts'
import { useAppearance } from './use-appearance.ts'
import { type CustomerSession, useCustomerSession } from './use-customer-session.ts'
import { type Loading, useLoading } from './use-loading.ts'

export interface PaymentElementProps extends EmbedFrame {
  texts: EmbedTexts & ConfirmTexts
  scriptUrl: string
  publishableKey: string
  login: string
  locale: string | null
}

interface PaymentElementBoxProps extends PaymentElementProps {
  page: 'payment-methods' | 'pay'
  /** What is confirmed: an intent that is there, or one that is made at confirm. */
  intent: { clientSecret: string } | { mode: 'setup'; currency: string | undefined }
  leftOut?: readonly string[]
  confirm: Confirm
  onMethodRemoved?: () => void
  onStartAgain: () => void
}

export function PaymentElementBox(props: PaymentElementBoxProps) {
  const { page, login, leftOut, scriptUrl, publishableKey, onStartAgain } = props
  const session = useCustomerSession({ login, component: 'payment_element', page, leftOut }, 0)
  const script = useLoading(() => loadStripeFrom(scriptUrl, publishableKey))
  const [state, setState] = useState<'waiting' | 'ready' | 'failed'>('waiting')
  const problem = problemOf(session, script) ?? (state === 'failed' ? { kind: 'blocked' as const } : undefined)

  return (
    <EmbedBox
      {...props}
      isReady={state === 'ready'}
      isMinting={session.kind === 'minting'}
      problem={problem}
      onTryAgain={onStartAgain}
    >
      {'clientSecret' in session && script.kind === 'loaded' && (
        <Form
          {...props}
          stripe={script.value}
          customerSession={session.clientSecret}
          isOver={session.kind === 'over'}
          onReady={() => setState('ready')}
          onLoadError={() => setState('failed')}
        />
      )}
    </EmbedBox>
  )
}

function problemOf(session: CustomerSession, script: Loading<Stripe>): Problem | undefined {
  if (script.kind === 'failed') return { kind: 'blocked' }
  if (session.kind === 'minting' || session.kind === 'ready' || session.kind === 'over') return undefined
  return session
}

interface FormProps extends PaymentElementBoxProps {
  stripe: Stripe
  customerSession: string
  isOver: boolean
  onReady: () => void
  onLoadError: () => void
}

function Form({ stripe, intent, customerSession, locale, ...form }: FormProps) {
  const box = useRef<HTMLDivElement>(null)
  const appearance = useAppearance(box)
  // The first options stay: another secret would reload the form, and what was typed would be gone.
  const [first] = useState<StripeElementsOptions>(() => ({
    ...intent,
    customerSessionClientSecret: customerSession,
    locale: elementLocale(locale),
  }))
  return (
    <div ref={box} className={styles.appearance}>
      {appearance && (
        <Elements stripe={stripe} options={{ ...first, appearance }}>
          <ConfirmForm {...form} />
        </Elements>
      )}
    </div>
  )
}
