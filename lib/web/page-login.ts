// Who looks at a page. Server components ask here; asked twice for one request, the database is asked once.
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { findLogin } from '#lib/access/find-login.ts'
import type { MemberLogin } from '#lib/access/member-login.ts'
import { parseReturnPath } from '#lib/access/return-path.ts'
import { admitView, type MemberView } from '#lib/admissions/admit-view.ts'
import { getCompany } from '#lib/company/get-company.ts'
import { resolvePolicy } from '#lib/overrides/resolve-policy.ts'
import type { Preview } from '#lib/previews/preview.ts'
import { addressKey } from '#lib/rate-limits/address-key.ts'
import { getServices } from '#lib/services.ts'
import { readLoginToken } from './login-cookies.ts'
import { findOpenPagePreview, findPagePreview } from './page-preview.ts'
import { getRequestContext, type RequestContext } from './request-context.ts'

export interface PageView extends Omit<MemberView, 'reader'> {
  reader: MemberLogin | Preview
}

const views = new WeakMap<RequestContext, Promise<MemberView | undefined>>()
const logins = new WeakMap<RequestContext, Promise<MemberLogin | undefined>>()

/**
 * Whom a customer's page is drawn for, and by what: the preview that an operator began in this browser, else its member's
 * login. A signed-out visit goes to sign in, and comes back to this page.
 * @throws Refusal rate_limited for a member; an operator's few minutes of preview are not counted
 */
export async function getPageView(): Promise<PageView> {
  const preview = await findOpenPagePreview()
  if (preview) return viewOfPreview(preview)
  const view = await findMemberView()
  if (view) return view
  const over = await findPagePreview()
  if (over) redirect(`/admin/customers/${over.customerId}?preview=over`)
  return redirect(`/login/start?return_to=${encodeURIComponent(currentPath())}`)
}

/** The member's login of this browser, for pages that anybody may see. */
export async function findPageLogin(): Promise<MemberLogin | undefined> {
  const token = readLoginToken(await headers())
  return once(logins, () => findLogin(getServices(), token))
}

async function findMemberView(): Promise<MemberView | undefined> {
  const token = readLoginToken(await headers())
  return once(views, ({ ip }) => admitView(getServices(), { token, address: addressKey(ip) }))
}

function once<Found>(
  asked: WeakMap<RequestContext, Promise<Found>>,
  ask: (context: RequestContext) => Promise<Found>,
): Promise<Found> {
  const context = getRequestContext()
  const finding = asked.get(context) ?? ask(context)
  asked.set(context, finding)
  return finding
}

async function viewOfPreview(preview: Preview): Promise<PageView> {
  const services = getServices()
  const [{ policy }, { company }] = await Promise.all([
    resolvePolicy(services, preview),
    getCompany(services, preview.scope),
  ])
  return { reader: preview, policy, company }
}

function currentPath(): string {
  const { pathname = '/', searchParams } = URL.parse(getRequestContext().path, 'https://own.invalid') ?? {}
  // Next adds it when a click moves between two pages.
  searchParams?.delete('_rsc')
  return parseReturnPath(searchParams?.size ? `${pathname}?${searchParams}` : pathname) ?? '/'
}
