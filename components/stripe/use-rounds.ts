import { useEffect, useState } from 'react'

/**
 * Numbers the tries of an island; used as a `key`, a new number starts it anew: scripts, secret, element.
 * A page that the browser brings back from its memory starts a new round too: its secret, and who is signed in, may have changed.
 */
export function useRounds(): [round: number, startAgain: () => void] {
  const [round, setRound] = useState(0)
  const startAgain = () => setRound((current) => current + 1)

  useEffect(() => {
    const handlePageShow = (event: PageTransitionEvent) => {
      if (event.persisted) setRound((current) => current + 1)
    }
    window.addEventListener('pageshow', handlePageShow)
    return () => window.removeEventListener('pageshow', handlePageShow)
  }, [])

  return [round, startAgain]
}
