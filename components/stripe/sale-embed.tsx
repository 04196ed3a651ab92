'use client'

import { type Ref, useEffect, useRef, useState } from 'react'
import { Again } from './again.tsx'
import styles from './embed-box.module.css'
import { EmbedBox, type EmbedFrame } from './embed-box.tsx'
import type { Problem } from './embed-problem.tsx'
import { type CustomElementName, loadWebComponent } from './load-web-component.ts'
import { type CustomerSession, useCustomerSession } from './use-customer-session.ts'
import { type Loading, useLoading } from './use-loading.ts'
import { useRounds } from './use-rounds.ts'

export interface SaleEmbedProps extends EmbedFrame {
  element: CustomElementName
  /** `prctbl_…` or `buy_btn_…` */
  id: string
  scriptUrl: string
  publishableKey: string
  login: string
  over: { text: string; button: string }
}

const about = {
  'stripe-pricing-table': { component: 'pricing_table', page: 'plans' },
  'stripe-buy-button': { component: 'buy_button', page: 'buy' },
} as const

/** Stripe sells to nobody's account, and says nothing, with a secret that is over: the element is gone a minute before. */
const leadMs = 60_000

export function SaleEmbed(props: SaleEmbedProps) {
  const [round, startAgain] = useRounds()
  return <SaleRound key={round} {...props} onStartAgain={startAgain} />
}

function SaleRound({ onStartAgain, over, ...props }: SaleEmbedProps & { onStartAgain: () => void }) {
  const { element, id, scriptUrl, publishableKey, login, label, size } = props
  const session = useCustomerSession({ login, ...about[element] }, leadMs)
  const script = useLoading(() => loadWebComponent(scriptUrl, element))
  const [isDrawn, setDrawn] = useState(false)

  if (session.kind === 'over')
    return (
      <section className={styles.box} data-size={size} aria-label={label}>
        <Again {...over} onStartAgain={onStartAgain} />
      </section>
    )
  return (
    <EmbedBox
      {...props}
      isReady={isDrawn}
      isMinting={session.kind === 'minting'}
      problem={problemOf(session, script)}
      onTryAgain={onStartAgain}
    >
      {session.kind === 'ready' && script.kind === 'loaded' && (
        <Sale
          element={element}
          id={id}
          publishableKey={publishableKey}
          clientSecret={session.clientSecret}
          onDrawn={() => setDrawn(true)}
        />
      )}
    </EmbedBox>
  )
}

function problemOf(session: CustomerSession, script: Loading<void>): Problem | undefined {
  if (script.kind === 'failed') return { kind: 'blocked' }
  if (session.kind === 'minting' || session.kind === 'ready' || session.kind === 'over') return undefined
  return session
}

interface SaleProps {
  element: CustomElementName
  id: string
  publishableKey: string
  clientSecret: string
  onDrawn: () => void
}

function Sale({ element, id, publishableKey, clientSecret, onDrawn }: SaleProps) {
  const common = {
    ref: useFirstHeight(onDrawn),
    className: styles.sale,
    'publishable-key': publishableKey,
    'customer-session-client-secret': clientSecret,
  }
  switch (element) {
    case 'stripe-pricing-table':
      return <stripe-pricing-table {...common} pricing-table-id={id} />
    case 'stripe-buy-button':
      return <stripe-buy-button {...common} buy-button-id={id} />
  }
}

/** These elements tell nobody when they are drawn; they have a height then. */
function useFirstHeight(onHeight: () => void): Ref<HTMLElement> {
  const ref = useRef<HTMLElement>(null)
  const told = useRef(onHeight)
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.height > 0) told.current()
    })
    if (ref.current) observer.observe(ref.current)
    return () => observer.disconnect()
  }, [])
  return ref
}
