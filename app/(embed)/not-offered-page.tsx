import { NotOffered } from '#components/portal/not-offered.tsx'
import { setStatus } from '#lib/web/request-context.ts'
import type { PortalContext } from '../portal-context.ts'

/** The page of a component that is off: no element, no id and no script. */
export function NotOfferedPage({ context: { t, company } }: { context: PortalContext }) {
  setStatus(404)
  return <NotOffered t={t} company={company} />
}
