import { Refusal } from '#lib/errors.ts'
import { drawPage } from './draw-page.ts'
import { getRequestContext } from './request-context.ts'
import { problemOf, respond, wantsPage } from './respond.ts'

/**
 * `respond` for the console's forms: a refusal is drawn as a page of the console, since `/problem/` speaks to customers.
 * Where a passkey is missing, that page keeps the form and sends it again.
 */
export function respondToOperator<Rest extends unknown[]>(
  handler: (request: Request, ...rest: Rest) => Promise<Response>,
) {
  return respond(async (request: Request, ...rest: Rest) => {
    const copy = request.clone()
    try {
      return await handler(request, ...rest)
    } catch (error) {
      if (!(error instanceof Refusal) || !wantsPage(request)) throw error
      getRequestContext().problem = problemOf(error)
      if (error.code === 'step_up_required') {
        getRequestContext().waiting = await readWaitingForm(copy)
        return drawPage('/admin/step-up', { status: error.status })
      }
      const headers = error.retryAfterSeconds ? { 'retry-after': String(error.retryAfterSeconds) } : undefined
      return drawPage('/admin/problem', { status: error.status, headers })
    }
  })
}

// Only text: a file cannot be put back into a form. Nothing that takes files asks for a passkey.
async function readWaitingForm(request: Request) {
  const entries = [...(await request.formData()).entries()]
  const fields = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return { action: new URL(request.url).pathname, fields }
}
