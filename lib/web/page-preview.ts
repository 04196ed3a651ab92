// The preview that an operator looks at in this browser. Asked twice for one request, the database is asked once.
import { findPreview } from '#lib/previews/find-preview.ts'
import { isPreviewOver, type Preview } from '#lib/previews/preview.ts'
import { getServices } from '#lib/services.ts'
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
