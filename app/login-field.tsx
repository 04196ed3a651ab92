import { isPreview } from '#lib/previews/preview.ts'
import type { PortalContext } from './portal-context.ts'

/** For every form of a customer's page: the login that it was drawn for, without which nothing is changed. A preview has none. */
export function LoginField({ context: { reader } }: { context: Pick<PortalContext, 'reader'> }) {
  return isPreview(reader) ? null : <input type="hidden" name="login" value={reader.id} />
}
