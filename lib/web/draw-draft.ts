import type { Draft } from '#lib/settings/draft.ts'
import { drawPage } from './draw-page.ts'
import { getRequestContext } from './request-context.ts'

/** Answers a form that was not saved with its own page, which shows again what was typed. */
export function drawDraft(path: string, { status, ...draft }: Draft & { status: 409 | 422 }): Response {
  getRequestContext().draft = draft
  return drawPage(path, { status })
}
