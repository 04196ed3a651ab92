'use client'

import { createContext, type ReactNode, useContext } from 'react'

/** What a page says that broke while it was drawn, handed down by its document: nothing may be loaded for it then. */
export interface FailureTexts {
  title: string
  text: string
  retry: string
  home: string
  reference: string
}

const Texts = createContext<FailureTexts | undefined>(undefined)

export function FailureTextsProvider({ texts, children }: { texts: FailureTexts; children: ReactNode }) {
  return <Texts value={texts}>{children}</Texts>
}

export const useFailureTexts = () => useContext(Texts)
