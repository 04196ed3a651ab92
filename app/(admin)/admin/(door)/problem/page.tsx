import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { HowToEnter } from '#components/admin/how-to-enter.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Page } from '#components/ui/page.tsx'
import { getRequestContext } from '#lib/web/request-context.ts'

export const metadata: Metadata = { title: 'Refused' }

/** Drawn in the place of a refused form's answer; asked for directly, there is nothing here. */
export default function ProblemPage() {
  const { problem, requestId } = getRequestContext()
  if (!problem) notFound()
  const { message, status } = problem
  if (status === 401) return <HowToEnter title={message} />
  return (
    <Page title={message} intro={`Nothing was saved. Reference: ${requestId}`}>
      <div>
        <LinkButton href="/admin/components">Back to the console</LinkButton>
      </div>
    </Page>
  )
}
