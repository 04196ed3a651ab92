import { Refusal } from '#lib/errors.ts'
import { describeError, describeRoute, log } from '#lib/web/log.ts'
import { getRequestContext, setStatus } from '#lib/web/request-context.ts'
import { findRetryAfterSeconds } from '#lib/web/respond.ts'

export interface ReportedProblem {
  code: string
  requestId: string
  /** The page that failed. */
  retryHref: string
}

/** Gives the answer the problem's status, and logs what is our own fault. @returns what its page says */
export function reportProblem(error: unknown): ReportedProblem {
  const { requestId, pathname = '/', search = '' } = getRequestContext()
  const retryHref = pathname + search
  if (error instanceof Refusal) {
    setStatus(error.status, findRetryAfterSeconds(error))
    return { code: error.code, requestId, retryHref }
  }
  log.error('fault', { requestId, route: describeRoute(pathname), ...describeError(error) })
  setStatus(500)
  return { code: 'fault', requestId, retryHref }
}
