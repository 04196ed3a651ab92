import { findLogin } from '#lib/access/find-login.ts'
import { getArrivingCustomer } from '#lib/access/get-arriving-customer.ts'
import { type MemberLogin, mayChangeBilling } from '#lib/access/member-login.ts'
import { Refusal } from '#lib/errors.ts'
import { getServices } from '#lib/services.ts'
import { requireOwnOrigin } from './check-origin.ts'
import { limitChanges } from './limit-requests.ts'
import { readLoginToken } from './login-cookies.ts'
import { isInPreview } from './page-preview.ts'
import { hasForm } from './read-body.ts'

/** What a page sends along with a script's POST: the login that the page was drawn for. A form sends the field `login`. */
const loginReferenceHeader = 'portico-login'

/**
 * Whose request a route answers. To change something takes a POST of our own page, drawn for this very login, and a
 * role that may.
 * An operator's preview is no login, and while one is open in this browser not even a member's own counts.
 * @throws Refusal origin_not_allowed | preview_read_only | sign_in_required | login_mismatch | role_not_allowed | rate_limited
 */
export async function requireLogin(request: Request, purpose: 'view' | 'change'): Promise<MemberLogin> {
  if (request.method !== 'GET') requireOwnOrigin(request)
  if (await isInPreview(request)) throw new Refusal('preview_read_only')
  const login = await findLogin(getServices(), readLoginToken(request))
  if (!login) throw new Refusal('sign_in_required')
  if (purpose === 'view') return login

  if ((await findReference(request)) !== login.id)
    throw new Refusal('login_mismatch', {
      detail: `You are now signed in for ${await nameCustomer(login)}. Nothing was done.`,
    })
  if (!mayChangeBilling(login.role)) throw new Refusal('role_not_allowed')
  await limitChanges(login)
  return login
}

/** As people know the customer; where Stripe does not answer, what the login itself knows has to do. */
async function nameCustomer({ customerId, name, email }: MemberLogin): Promise<string> {
  const customer = await getArrivingCustomer(getServices(), customerId).catch(() => undefined)
  return customer?.name ?? customer?.email ?? name ?? email ?? customerId
}

async function findReference(request: Request): Promise<string | undefined> {
  const header = request.headers.get(loginReferenceHeader)
  if (header !== null) return header
  if (!hasForm(request)) return undefined
  // The route reads the body itself; a broken one is its to refuse.
  const form = await request
    .clone()
    .formData()
    .catch(() => undefined)
  const reference = form?.get('login')
  return typeof reference === 'string' ? reference : undefined
}
