import { ProblemPage } from '#components/portal/problem-page.tsx'
import { getRequestContext } from '#lib/web/request-context.ts'
import { getPortalContext } from '../portal-context.ts'

export default async function PortalNotFound() {
  const { t, company } = await getPortalContext()
  return <ProblemPage t={t} company={company} code="not_found" requestId={getRequestContext().requestId} />
}
