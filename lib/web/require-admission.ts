import { type Admission, admitAgain, admitChange } from '#lib/admissions/admit-change.ts'
import { Refusal } from '#lib/errors.ts'
import { addressKey } from '#lib/rate-limits/address-key.ts'
import { getServices } from '#lib/services.ts'
import { requireOwnOrigin } from './check-origin.ts'
import { isInPreview } from './is-in-preview.ts'
import { readLoginToken } from './login-cookies.ts'
import { hasForm } from './read-body.ts'
import { getRequestContext } from './request-context.ts'

/** What a page sends along with a script's POST: the login that the page was drawn for. A form sends the field `login`. */
const loginReferenceHeader = 'portico-login'

/**
 * Who changes something, and what holds for them: a POST of our own page, drawn for this very login, of a role that may.
 * An operator's preview is no login, and while one is open in this browser not even a member's own counts.
 * @throws Refusal origin_not_allowed | preview_read_only | sign_in_required | login_mismatch | role_not_allowed | rate_limited
 */
export async function requireAdmission(request: Request): Promise<RequestAdmission> {
  requireOwnOrigin(request)
  const [token, reference] = [readLoginToken(request), await findReference(request)]
  const change = { token, reference, address: addressKey(getRequestContext().ip) }
  const admit = async (by: typeof admitChange) => {
    if (await isInPreview(request)) throw new Refusal('preview_read_only')
    return by(getServices(), change)
  }
  return { ...(await admit(admitChange)), admitAgain: () => admit(admitAgain) }
}

export interface RequestAdmission extends Admission {
  /** After a while, since what held then may not hold now. It counts nothing. */
  admitAgain(): Promise<Admission>
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
