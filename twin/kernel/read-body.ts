import type { Value } from './coerce-scalar.ts'
import { decodeForm, type FormBranch } from './decode-form.ts'
import { invalidRequest } from './stripe-error.ts'

const maximumBytes = 2_000_000

/** What a call sent, not yet typed: query and form on v1, JSON on v2. */
export async function readBody(request: Request, url: URL): Promise<{ [name: string]: Value }> {
  const query = decodeForm(url.searchParams)
  if (request.method === 'GET') return query
  const type = request.headers.get('content-type') ?? ''
  if (type.startsWith('multipart/form-data')) return { ...query, ...(await readMultipart(request)) }
  const body = await readText(request)
  if (url.pathname.startsWith('/v2/')) return { ...query, ...parseJson(body) }
  if (body === '') return query
  if (type !== '' && !type.startsWith('application/x-www-form-urlencoded')) throw wrongType()
  return Object.assign(query, decodeForm(new URLSearchParams(body)))
}

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > maximumBytes) throw tooLarge()
  const body = await request.text()
  if (body.length > maximumBytes) throw tooLarge()
  return body
}

async function readMultipart(request: Request): Promise<FormBranch> {
  const form = await request.formData().catch(() => {
    throw wrongType()
  })
  return decodeForm([...form.entries()].map(([name, value]) => [name, typeof value === 'string' ? value : value.name]))
}

function parseJson(body: string): { [name: string]: Value } {
  if (body === '') return {}
  try {
    const value: unknown = JSON.parse(body, (name, part) => (name === '__proto__' ? undefined : part))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as { [name: string]: Value }
  } catch {}
  throw invalidRequest('The request body could not be parsed as a JSON object.', { code: 'invalid_json' })
}

function tooLarge() {
  return invalidRequest('The request body is too large.')
}

function wrongType() {
  return invalidRequest(
    'Invalid request (check that your POST content type is application/x-www-form-urlencoded). If you have any questions, we can help at https://support.stripe.com/.',
  )
}
