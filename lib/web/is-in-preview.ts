import { findOperatorLogin } from '#lib/operators/find-operator-login.ts'
import { findPreview } from '#lib/previews/find-preview.ts'
import { isPreviewOver } from '#lib/previews/preview.ts'
import { getServices } from '#lib/services.ts'
import { readOperatorToken } from './operator-cookie.ts'

/** For routes, which change nothing while their browser looks at a preview. */
export async function isInPreview(request: Request): Promise<boolean> {
  const services = getServices()
  const login = await findOperatorLogin(services, readOperatorToken(request))
  const preview = login && (await findPreview(services, login))
  return preview !== undefined && !isPreviewOver(preview, services.now())
}
