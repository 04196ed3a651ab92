// The doorway of every route handler: turns its outcome, a refusal or a fault into an answer.
import { randomUUID } from 'node:crypto'
import { Refusal } from '#lib/errors.ts'
import { drawPage, problemPath } from './draw-page.ts'
import { describeError, describeRoute, log } from './log.ts'
import { findRequestContext, type Problem } from './request-context.ts'

type Outcome = Response | object

/**
 * A handler gives a Response, or a plain object that is answered as JSON.
 * A Refusal becomes `{error: {code, message, field?, request_id}}`, or for a person's browser the page of its code.
 */
export function respond<Rest extends unknown[]>(
  handler: (request: Request, ...rest: Rest) => Outcome | Promise<Outcome>,
): (request: Request, ...rest: Rest) => Promise<Response> {
  return async (request, ...rest) => {
    try {
      const outcome = await handler(request, ...rest)
      return outcome instanceof Response ? outcome : json(outcome, 200)
    } catch (error) {
      if (isOfNext(error)) throw error
      return answerProblem(request, error instanceof Refusal ? problemOf(error) : logFault(request, error))
    }
  }
}

// Its redirects are errors, with a mark of its own. Its function that tells them cannot be imported outside its bundle.
function isOfNext(error: unknown): boolean {
  return error instanceof Error && 'digest' in error && String(error.digest).startsWith('NEXT_')
}

export function problemOf({ code, status, message, field, detail, retryAfterSeconds }: Refusal): Problem {
  return { code, status, message, field, detail, retryAfterSeconds }
}

function logFault(request: Request, error: unknown): Problem {
  log.error('fault', {
    requestId: findRequestContext()?.requestId,
    method: request.method,
    route: describeRoute(new URL(request.url).pathname),
    ...describeError(error),
  })
  return { code: 'fault', status: 500, message: 'Something went wrong on our side.' }
}

function answerProblem(request: Request, problem: Problem): Response {
  const context = findRequestContext()
  const seconds = findRetryAfterSeconds(problem)
  const headers: HeadersInit = seconds === undefined ? {} : { 'retry-after': String(seconds) }
  if (wantsPage(request)) {
    if (context) context.problem = problem
    return drawPage(`${problemPath}${problem.code}`, { status: problem.status, headers })
  }
  const { code, status, message, field } = problem
  return json({ error: { code, message, field, request_id: context?.requestId ?? randomUUID() } }, status, headers)
}

/** For what passes by itself; nothing for what would be the same again. */
export function findRetryAfterSeconds({
  status,
  retryAfterSeconds = 30,
}: Pick<Problem, 'status' | 'retryAfterSeconds'>): number | undefined {
  return status === 429 || status === 503 ? retryAfterSeconds : undefined
}

/** Whether a person's browser sent it: a form, rather than a script. */
export function wantsPage(request: Request): boolean {
  const sendsJson = request.headers.get('content-type')?.includes('json') ?? false
  return !sendsJson && (request.headers.get('accept')?.includes('text/html') ?? false)
}

function json(body: object, status: number, headers: HeadersInit = {}): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'private, no-store', ...headers } })
}
