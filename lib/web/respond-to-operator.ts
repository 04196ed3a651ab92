import { Refusal } from '#lib/errors.ts'
import { drawPage } from './draw-page.ts'
import { getRequestContext } from './request-context.ts'
import { problemOf, respond, wantsPage } from './respond.ts'

/** `respond` for the console's forms: a refusal is drawn as a page of the console, since `/problem/` speaks to customers. */
export function respondToOperator<Rest extends unknown[]>(
  handler: (request: Request, ...rest: Rest) => Promise<Response>,
) {
  return respond(async (request: Request, ...rest: Rest) => {
    try {
      return await handler(request, ...rest)
    } catch (error) {
      if (!(error instanceof Refusal) || !wantsPage(request)) throw error
      getRequestContext().problem = problemOf(error)
      const headers = error.retryAfterSeconds ? { 'retry-after': String(error.retryAfterSeconds) } : undefined
      return drawPage('/admin/problem', { status: error.status, headers })
    }
  })
}
