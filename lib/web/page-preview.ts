// The preview that an operator looks at in this browser. Asked twice for one request, the database is asked once.
import { findOperatorLogin } from '#lib/operators/find-operator-login.ts'
import { findPreview } from '#lib/previews/find-preview.ts'
import { isPreviewOver, type Preview } from '#lib/previews/preview.ts'
import { getServices } from '#lib/services.ts'
import { readOperatorToken } from './operator-cookie.ts'
import { findPageOperatorLogin } from './page-operator.ts'
import { getRequestContext, type RequestContext } from './request-context.ts'

const asked = new WeakMap<RequestContext, Promise<Preview | undefined>>()

/** Its time may be over. */
export async function findPagePreview(): Promise<Preview | undefined> {
  const context = getRequestContext()
  const finding = asked.get(context) ?? askForPreview()
  asked.set(context, finding)
  return finding
}

export async function findOpenPagePreview(): Promise<Preview | undefined> {
  const preview = await findPagePreview()
  return preview && !isPreviewOver(preview, getServices().now()) ? preview : undefined
}

async function askForPreview(): Promise<Preview | undefined> {
  const login = await findPageOperatorLogin()
  return login && findPreview(getServices(), login)
}

/** For routes, which change nothing while their browser looks at a preview. */
export async function isInPreview(request: Request): Promise<boolean> {
  const services = getServices()
  const login = await findOperatorLogin(services, readOperatorToken(request))
  const preview = login && (await findPreview(services, login))
  return preview !== undefined && !isPreviewOver(preview, services.now())
}
