// The one public origin, read once: it decides cookies and Origin checks, whatever a request says of itself.
import { readStartEnv } from '#lib/env.ts'

let publicOrigin: string | undefined

export function getPublicOrigin(): string {
  publicOrigin ??= readStartEnv().publicOrigin
  return publicOrigin
}
