import type { Appearance } from '@stripe/stripe-js'
import { type RefObject, useEffect, useState } from 'react'
import { readAppearance } from './read-appearance.ts'

/** Follows the page between light and dark; Stripe redraws a mounted form without losing what was typed. */
export function useAppearance(box: RefObject<Element | null>): Appearance | undefined {
  const [appearance, setAppearance] = useState<Appearance>()
  useEffect(() => {
    const read = () => box.current && setAppearance(readAppearance(box.current))
    read()
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    scheme.addEventListener('change', read)
    return () => scheme.removeEventListener('change', read)
  }, [box])
  return appearance
}
