import { headers } from 'next/headers'
import { getPublicOrigin } from '#lib/web/public-origin.ts'

/** The page of ours whose form failed, to try again from. Undefined where the browser does not say, or it was no page. */
export async function findWayBack(): Promise<string | undefined> {
  const referrer = (await headers()).get('referer')
  if (!referrer || !URL.canParse(referrer)) return undefined
  const { origin, pathname, href } = new URL(referrer)
  // The whole address: of a path that begins with two slashes a browser would make another host.
  return origin === getPublicOrigin() && !/^\/(api|login)\//.test(pathname) ? href : undefined
}
