import { unstable_rethrow } from 'next/navigation'
import type { ReactNode } from 'react'
import { ProblemPage } from '#components/portal/problem-page.tsx'
import { findPortalContext } from './portal-context.ts'
import { reportProblem } from './report-problem.ts'

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
  const context = await findPortalContext()
  // Without it there is no shell either, and the whole document says what is wrong.
  if (!context) return null
  return <ProblemPage t={context.t} company={context.company} {...reportProblem(error)} />
}
