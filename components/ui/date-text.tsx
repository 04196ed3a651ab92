import type { ReactNode } from 'react'

/** A day as people say it (`t.date`), with the machine's day underneath (`t.isoDate`). */
export function DateText({ iso, children }: { iso: string; children: ReactNode }) {
  return <time dateTime={iso}>{children}</time>
}
