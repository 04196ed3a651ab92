// A browser without a window: keeps cookies, says where its requests come from, follows no redirect by itself.

export interface Answer {
  status: number
  headers: Headers
  text: string
  /** The body as JSON. */
  json(): unknown
  /** Where it leads, as it stands in the header. */
  location: string | null
}

export interface Sending {
  headers?: Record<string, string>
  body?: string | Uint8Array<ArrayBuffer> | FormData
}

export interface HttpClient {
  /** Where it sends its requests. */
  address: string
  cookies: Map<string, string>
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  /** As Next asks for the data of a page when a click moves there. */
  getData(path: string, headers?: Record<string, string>): Promise<Answer>
  /** As a form on one of our own pages. */
  postForm(path: string, fields: Record<string, string | string[]>, headers?: Record<string, string>): Promise<Answer>
  /** As a script on one of our own pages. */
  postJson(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>
  /** Just as it is said, besides the cookies. */
  send(method: string, path: string, sending?: Sending): Promise<Answer>
  /** The same cookies, sent to another instance. */
  at(address: string): HttpClient
}

export function createHttpClient(origin: string, address = origin, cookies = new Map<string, string>()): HttpClient {
  const send: HttpClient['send'] = async (method, path, { headers = {}, body } = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(new URL(path, address), {
      method,
      redirect: 'manual',
      headers: { ...(cookie ? { cookie } : {}), ...headers },
      body,
    })
    keepCookies(cookies, response.headers.getSetCookie())
    return readAnswer(response)
  }
  const ofOwnPage = { origin, 'sec-fetch-site': 'same-origin' }
  return {
    address,
    cookies,
    send,
    get: (path, headers) => send('GET', path, { headers: { ...asPage, ...headers } }),
    getData: async (path, headers) => {
      const asData = { headers: { rsc: '1', ...headers } }
      const answer = await send('GET', path, asData)
      // Next tells data from documents by a mark in the address, and sends whoever lacks it there.
      return answer.location?.includes('_rsc') ? send('GET', answer.location, asData) : answer
    },
    postForm: (path, fields, headers) =>
      send('POST', path, {
        headers: { ...asPage, ...ofOwnPage, 'content-type': formType, ...headers },
        body: encodeForm(fields),
      }),
    postJson: (path, body, headers) =>
      send('POST', path, {
        headers: { accept: 'application/json', ...ofOwnPage, 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    at: (other) => createHttpClient(origin, other, cookies),
  }
}

const asPage = { accept: 'text/html,application/xhtml+xml' }
const formType = 'application/x-www-form-urlencoded'

export function encodeForm(fields: Record<string, string | string[]>): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) => [value].flat().map((item) => [name, item]))
  return new URLSearchParams(pairs).toString()
}

function keepCookies(cookies: Map<string, string>, lines: string[]) {
  for (const line of lines) {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
    const name = pair.slice(0, pair.indexOf('='))
    if (attributes.some((attribute) => attribute.toLowerCase() === 'max-age=0')) cookies.delete(name)
    else cookies.set(name, pair.slice(name.length + 1))
  }
}

async function readAnswer(response: Response): Promise<Answer> {
  const { status, headers } = response
  const text = await response.text()
  return { status, headers, text, json: () => JSON.parse(text), location: headers.get('location') }
}
