import type { Metadata } from 'next'
import type { MessageKey } from '#lib/messages/message-catalogue.ts'
import { findPortalContext } from './portal-context.ts'

/** A page's `generateMetadata`: its title in the member's language. */
export function titled(key: MessageKey): () => Promise<Metadata> {
  return async () => ({ title: (await findPortalContext())?.t(key) })
}
