// Lets a route handler answer with one of our pages, at once and with its own status, where a redirect would lose both.

/** The web server alone acts on this header of a route's answer, and never lets it out. */
export const drawHeader = 'x-portico-draw'

/** Pages under here exist only as such an answer; asked for directly, they are not found. */
export const problemPath = '/problem/'

/** @param path of the page to draw, as in `/problem/handoff_used` */
export function drawPage(path: string, { status, headers }: { status: number; headers?: HeadersInit }): Response {
  const response = new Response(null, { status, headers })
  response.headers.set(drawHeader, path)
  return response
}
