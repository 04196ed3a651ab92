// Drawn by our server in the stead of a route's answer; nobody can ask for it.
import type { Metadata } from 'next'
import { ProblemPage } from '#components/portal/problem-page.tsx'
import { isProblemCode } from '#components/portal/problem-ways.ts'
import { getTranslator } from '#lib/messages/translate.ts'
import { getRequestContext } from '#lib/web/request-context.ts'
import { findCompany } from '../../find-company.ts'
import { findWayBack } from '../../find-way-back.ts'

export async function generateMetadata(): Promise<Metadata> {
  const { problem } = getRequestContext()
  const code = problem && isProblemCode(problem.code) ? problem.code : 'fault'
  return { title: getTranslator()(`problem.${code}_title`) }
}

export default async function Problem() {
  const { problem, requestId } = getRequestContext()
  return (
    <ProblemPage
      t={getTranslator()}
      company={await findCompany()}
      code={problem?.code ?? 'fault'}
      detail={problem && isForTheReader(problem.code) ? problem.detail : undefined}
      field={problem && namesField(problem.code) ? problem.field : undefined}
      requestId={requestId}
      retryHref={await findWayBack()}
    />
  )
}

// What a hand-over got wrong helps whoever builds it. What Stripe's key lacks is nobody's business here.
function isForTheReader(code: string): boolean {
  return !code.startsWith('stripe_')
}

// What is switched off is said without the name of the switch.
function namesField(code: string): boolean {
  return !code.endsWith('_not_allowed')
}
