// Whether a request that changes something comes from one of our own pages.
import { Refusal } from '#lib/errors.ts'
import { getPublicOrigin } from './public-origin.ts'

/** @throws Refusal origin_not_allowed */
export function requireOwnOrigin(request: Request, publicOrigin = getPublicOrigin()): void {
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  const isOwnSite = site === null ? origin !== null : site === 'same-origin'
  const isOwnOrigin = origin === null || origin === publicOrigin
  if (!isOwnSite || !isOwnOrigin) throw new Refusal('origin_not_allowed')
}
