import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { findLinkState } from '#lib/links/find-link-state.ts'
import { findPayState } from '#lib/links/find-pay-state.ts'
import { parseLink } from '#lib/links/link.ts'
import { setStatus } from '#lib/web/request-context.ts'
import { getPortalContext, type PortalContext } from '../../../portal-context.ts'
import { withProblems } from '../../../with-problems.tsx'
import { LinkPage, type PageState } from './link-page.tsx'

export const metadata: Metadata = { title: 'Billing' }

const missing: PageState['kind'][] = ['not_offered', 'not_yours', 'unknown']

/** Safe to mail, to prefetch and to come back to: the page only says what its one button will do. */
export default withProblems(async function GoPage({ params }: { params: Promise<{ link: string[] }> }) {
  const { link: segments } = await params
  const context = await getPortalContext()
  const state = await findState(context, segments)
  if (missing.includes(state.kind)) setStatus(404)
  return <LinkPage state={state} path={`/go/${segments.join('/')}`} context={context} />
})

async function findState({ services, reader, policy }: PortalContext, segments: string[]): Promise<PageState> {
  const link = parseLink(segments)
  if (!link) return { kind: 'unknown' }
  if (link.to !== 'pay') return findLinkState(services, { login: reader, policy, link })
  const state = await findPayState(services, { login: reader, policy, invoice: link.invoice })
  return state.kind === 'go_on' ? redirect(state.path) : state
}
