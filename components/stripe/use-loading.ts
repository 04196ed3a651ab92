import { useEffect, useEffectEvent, useRef, useState } from 'react'

export type Loading<Value> = { kind: 'loading' } | { kind: 'loaded'; value: Value } | { kind: 'failed' }

/** Loads once for as long as the component stands, also under React's strict mode. */
export function useLoading<Value>(load: () => Promise<Value>): Loading<Value> {
  const [loading, setLoading] = useState<Loading<Value>>({ kind: 'loading' })
  const promise = useRef<Promise<Value>>(undefined)
  const start = useEffectEvent(load)

  useEffect(() => {
    let isStanding = true
    promise.current ??= start()
    promise.current.then(
      (value) => isStanding && setLoading({ kind: 'loaded', value }),
      () => isStanding && setLoading({ kind: 'failed' }),
    )
    return () => {
      isStanding = false
    }
  }, [])

  return loading
}
