import type { ReactNode } from 'react'
import { isPreview } from '#lib/previews/preview.ts'
import type { PortalContext } from '../portal-context.ts'
import { type EmbedProps, embedProps } from './embed-props.tsx'
import styles from './member-embed.module.css'

interface MemberEmbedProps {
  context: PortalContext
  /** What it is, for whoever cannot see it. */
  label: string
  /** What a preview says in its place. */
  instead: string
  /** Where a person goes on without it, if not at Stripe's portal. */
  wayOn?: ReactNode
  /** Draws Stripe's component. */
  children: (props: EmbedProps) => ReactNode
}

/** Something of Stripe's, for a member. In a preview a box says what stands here: no script is loaded, no secret minted. */
export function MemberEmbed({ context, label, instead, wayOn, children }: MemberEmbedProps) {
  const { reader } = context
  if (!isPreview(reader)) return children({ ...embedProps(context, reader, wayOn), label })
  return (
    <section className={styles.instead} aria-label={label}>
      <p>{instead}</p>
    </section>
  )
}
