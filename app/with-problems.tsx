import { unstable_rethrow } from 'next/navigation'
import type { ReactNode } from 'react'
import { ProblemPage } from '#components/portal/problem-page.tsx'
import { Refusal } from '#lib/errors.ts'
import { describeError, describeRoute, log } from '#lib/web/log.ts'
import { getRequestContext, setStatus } from '#lib/web/request-context.ts'
import { getPortalContext } from './portal-context.ts'

/**
 * For a page inside the shell: a refusal, or a fault, is drawn in the page's place and with its status.
 * What is awaited in components further down is not seen here.
 */
export function withProblems<Props>(page: (props: Props) => Promise<ReactNode>) {
  return async (props: Props): Promise<ReactNode> => {
    try {
      return await page(props)
    } catch (error) {
      unstable_rethrow(error)
      return drawProblem(error)
    }
  }
}

async function drawProblem(error: unknown): Promise<ReactNode> {
  const { t, company } = await getPortalContext()
  const { requestId, pathname = '/', search = '' } = getRequestContext()
  const code = error instanceof Refusal ? error.code : 'fault'
  if (!(error instanceof Refusal))
    log.error('fault', { requestId, route: describeRoute(pathname), ...describeError(error) })
  setStatus(error instanceof Refusal ? error.status : 500)
  return <ProblemPage t={t} company={company} code={code} requestId={requestId} retryHref={pathname + search} />
}
