export interface SeeOther {
  cookies?: string[]
  /** Leaves the address that was left out of the next one's Referer: for addresses that hold a token. */
  hidesReferrer?: boolean
}

/** A 303: the browser goes on with GET, whatever it came with. */
export function seeOther(location: string, { cookies = [], hidesReferrer = false }: SeeOther = {}): Response {
  const headers = new Headers({ location })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  if (hidesReferrer) headers.set('referrer-policy', 'no-referrer')
  return new Response(null, { status: 303, headers })
}
