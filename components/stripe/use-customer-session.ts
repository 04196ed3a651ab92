import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { type Minted, mintCustomerSession, type SessionToMint } from './mint-customer-session.ts'
import type { Failure } from './post-json.ts'
import { isOver, type Lifetime, readClocks } from './session-lifetime.ts'

export type CustomerSession =
  | { kind: 'minting' }
  | { kind: 'ready'; clientSecret: string }
  | { kind: 'over'; clientSecret: string }
  | Failure

/**
 * Mints one customer session for as long as the component stands; a new one needs a new component (see `useRounds`).
 * @param leadMs how long before its end a secret counts as over
 */
export function useCustomerSession(toMint: SessionToMint, leadMs: number): CustomerSession {
  const [minted, setMinted] = useState<Minted>()
  const [isTimeOver, setTimeOver] = useState(false)
  const minting = useRef<Promise<Minted>>(undefined)
  const mint = useEffectEvent(() => mintCustomerSession(toMint))

  useEffect(() => {
    let isStanding = true
    // Kept, because React's strict mode runs an effect twice and a session is minted once.
    minting.current ??= mint()
    minting.current.then((outcome) => isStanding && setMinted(outcome))
    return () => {
      isStanding = false
    }
  }, [])

  const lifetime = minted?.kind === 'ok' ? minted.lifetime : undefined
  useEffect(() => lifetime && watchLifetime(lifetime, leadMs, () => setTimeOver(true)), [lifetime, leadMs])

  if (!minted) return { kind: 'minting' }
  if (minted.kind !== 'ok') return minted
  return { kind: isTimeOver ? 'over' : 'ready', clientSecret: minted.clientSecret }
}

// Once a second rather than one long timer: a machine that wakes from sleep must notice before its user clicks.
const checkEveryMs = 1_000

function watchLifetime(lifetime: Lifetime, leadMs: number, onOver: () => void): () => void {
  const check = () => {
    if (isOver(lifetime, leadMs, readClocks())) onOver()
  }
  const timer = setInterval(check, checkEveryMs)
  document.addEventListener('visibilitychange', check)
  window.addEventListener('pageshow', check)
  check()
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', check)
    window.removeEventListener('pageshow', check)
  }
}
