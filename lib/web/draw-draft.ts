import { Refusal } from '#lib/errors.ts'
import type { Draft } from '#lib/settings/draft.ts'
import { drawPage } from './draw-page.ts'
import { getRequestContext } from './request-context.ts'
import { wantsPage } from './respond.ts'

/** Answers a form that was not saved with its own page, which shows again what was typed. A script gets the refusal. */
export function drawDraft(request: Request, path: string, draft: Draft): Response {
  const [problem] = draft.problems
  const refusal = problem
    ? new Refusal('invalid_input', { field: problem.field, detail: `${problem.field}: ${problem.message}` })
    : new Refusal('revision_conflict')
  if (!wantsPage(request)) throw refusal
  getRequestContext().draft = draft
  return drawPage(path, { status: refusal.status })
}
