// Who looks at a page. Server components ask here; asked twice for one request, the database is asked once.
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { findLogin } from '#lib/access/find-login.ts'
import type { MemberLogin } from '#lib/access/member-login.ts'
import { parseReturnPath } from '#lib/access/return-path.ts'
import type { Preview } from '#lib/previews/preview.ts'
import { getServices } from '#lib/services.ts'
import { readLoginToken } from './login-cookies.ts'
import { findOpenPagePreview, findPagePreview } from './page-preview.ts'
import { getRequestContext, type RequestContext } from './request-context.ts'

const asked = new WeakMap<RequestContext, Promise<MemberLogin | undefined>>()

/**
 * Whom a customer's page is drawn for: the preview that an operator began in this browser, else its member's login.
 * A signed-out visit goes to sign in, and comes back to this page.
 */
export async function getPageReader(): Promise<MemberLogin | Preview> {
  const preview = await findOpenPagePreview()
  if (preview) return preview
  const login = await findPageLogin()
  if (login) return login
  const over = await findPagePreview()
  if (over) redirect(`/admin/customers/${over.customerId}?preview=over`)
  return redirect(`/login/start?return_to=${encodeURIComponent(currentPath())}`)
}

/** The member's login of this browser, for pages that anybody may see. */
export async function findPageLogin(): Promise<MemberLogin | undefined> {
  const token = readLoginToken(await headers())
  const context = getRequestContext()
  const finding = asked.get(context) ?? findLogin(getServices(), token)
  asked.set(context, finding)
  return finding
}

function currentPath(): string {
  const { pathname = '/', searchParams } = URL.parse(getRequestContext().path, 'https://own.invalid') ?? {}
  // Next adds it when a click moves between two pages.
  searchParams?.delete('_rsc')
  return parseReturnPath(searchParams?.size ? `${pathname}?${searchParams}` : pathname) ?? '/'
}
