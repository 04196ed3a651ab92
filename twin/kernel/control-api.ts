import type { Account } from './account.ts'
import type { AccountSnapshot } from './account-snapshot.ts'
import type { Accounts, Key } from './accounts.ts'
import { jsonAnswer, unrecognizedUrl } from './api-answer.ts'
import { authenticate } from './authenticate.ts'
import { PathTree } from './path-tree.ts'
import { parsePermissions } from './permissions.ts'
import type { ResourceSet } from './resource-set.ts'
import { errorBody, invalidRequest, StripeError } from './stripe-error.ts'

type ControlCall = {
  account: Account
  body: Record<string, unknown>
  url: URL
  path: Record<string, string>
}

const calls = new PathTree<(call: ControlCall) => unknown>()
calls.add('GET', '/_twin/account', ({ account }) => describeAccount(account))
calls.add('GET', '/_twin/ledger', ({ account, url }) => ({
  data: account.ledger.list(Number(url.searchParams.get('after') ?? 0)),
}))
calls.add('GET', '/_twin/clock', ({ account }) => account.clock.snapshot())
calls.add('POST', '/_twin/clock', moveClock)
calls.add('GET', '/_twin/keys', ({ account }) => ({ data: account.keys.list() }))
calls.add('POST', '/_twin/keys', issueKey)
calls.add('DELETE', '/_twin/keys/{id}', ({ account, path }) => account.keys.revoke(path.id ?? ''))
calls.add('GET', '/_twin/faults', ({ account }) => ({ data: account.faults.list() }))
calls.add('POST', '/_twin/faults', ({ account, body }) => account.faults.add(body))
calls.add('DELETE', '/_twin/faults', ({ account }) => {
  account.faults.clear()
  return { data: [] }
})
calls.add('GET', '/_twin/rate_limits', ({ account }) => account.rateLimiter.limits)
calls.add('POST', '/_twin/rate_limits', ({ account, body }) => account.rateLimiter.set(body))
calls.add('GET', '/_twin/workers', ({ account }) => ({ data: account.workers.list() }))
calls.add('POST', '/_twin/workers', ({ account, body }) => account.workers.enter(body))
calls.add('DELETE', '/_twin/workers/{id}', ({ account, path }) => account.workers.leave(path.id ?? ''))
calls.add('POST', '/_twin/reset', ({ account, body }) => {
  account.workers.checkAlone(body.worker)
  account.reset()
  return describeAccount(account)
})
calls.add('GET', '/_twin/snapshot', ({ account }) => account.snapshot())
calls.add('POST', '/_twin/snapshot', restore)

/**
 * The twin's own API, by an account's secret key (or, but for `keys` and `snapshot`, a restricted one of its own):
 * `/_twin/{account,ledger,clock,keys,faults,rate_limits,workers,reset,snapshot}`, JSON both ways. twin/README.md describes each.
 * A resource adds its own: `controls`, or an `internal` call whose path begins with `/_twin/`.
 */
export async function answerControl(
  accounts: Accounts,
  resources: ResourceSet,
  request: Request,
  url: URL,
): Promise<Response> {
  try {
    const { key } = authenticate(accounts, request, undefined)
    const found = calls.find(request.method, url.pathname)
    const internal = resources.calls.find(request.method, url.pathname)?.value.handler
    const control = resources.controls.find(request.method, url.pathname)
    if (!found && !internal && !control) throw unrecognizedUrl(request.method, url.pathname)
    checkKey(key, url)
    const body = request.method === 'POST' ? await readJson(request) : {}
    if (request.method !== 'GET') key.account.revision += 1
    if (found) return answer(200, found.value({ account: key.account, body, url, path: found.path }))
    if (control) return answer(200, await control.value({ account: key.account, body, url, path: control.path }))
    return answer(
      200,
      key.account.run({ kind: key.kind, keyId: key.id }, (context) => internal?.(context), { params: body }),
    )
  } catch (error) {
    if (error instanceof StripeError) return answer(error.status, errorBody(error))
    throw error
  }
}

function checkKey(key: Key, url: URL) {
  const isAllowed =
    key.kind === 'secret' || (key.kind === 'restricted' && !/^\/_twin\/(keys|snapshot)(\/|$)/.test(url.pathname))
  if (isAllowed) return
  throw new StripeError(403, { type: 'invalid_request_error', message: "Use the account's secret key." })
}

async function readJson(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text()
  if (text === '') return {}
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null) return body as Record<string, unknown>
  } catch {}
  throw invalidRequest('The body must be a JSON object.')
}

/** `{permissions}` for a restricted key, `{kind: 'secret'}` for another secret one; `expires_at` of either. */
function issueKey({ account, body }: ControlCall) {
  const { kind = 'restricted', permissions, expires_at: expiresAt = null } = body
  if (kind !== 'secret' && kind !== 'restricted')
    throw invalidRequest('A key is secret or restricted.', { param: 'kind' })
  if (expiresAt !== null && !Number.isSafeInteger(expiresAt))
    throw invalidRequest('A key expires at a second since 1970.', { param: 'expires_at' })
  const issued = account.keys.issue(kind, parsePermissions(permissions), expiresAt as number | null)
  return { id: issued.id, key: issued.secret, publishable_key: account.publishableKey }
}

/** The body is what `GET /_twin/snapshot` answered. */
function restore({ account, body, url }: ControlCall) {
  if (!isSnapshot(body)) throw invalidRequest('The body must be what `GET /_twin/snapshot` answered.')
  account.workers.checkAlone(url.searchParams.get('worker'))
  account.restore(body)
  return describeAccount(account)
}

function isSnapshot(body: object): body is AccountSnapshot {
  return ['store', 'jobs', 'clock', 'random', 'keys', 'faults', 'idempotency', 'rateLimits'].every(
    (part) => part in body,
  )
}

/** `{advance: seconds}` or `{now: seconds since 1970}`; `freeze: true` stops it there, false lets it run. */
function moveClock({ account, body }: ControlCall) {
  const { advance, now, freeze, ...unknown } = body
  const [other] = Object.keys(unknown)
  if (other !== undefined)
    throw invalidRequest(`The clock has advance, now and freeze, and no "${other}".`, { param: other })
  if (freeze !== undefined && typeof freeze !== 'boolean')
    throw invalidRequest('The clock is frozen or not: true or false.', { param: 'freeze' })
  const isBackwards = typeof advance === 'number' && advance < 0
  for (const [param, seconds] of Object.entries({ advance, now }))
    if (seconds !== undefined && (!Number.isSafeInteger(seconds) || isBackwards))
      throw invalidRequest('The clock takes whole seconds, and advances.', { param })
  const target = now === undefined ? account.now() + ((advance as number | undefined) ?? 0) : (now as number)
  account.setClock(target, freeze)
  return account.clock.snapshot()
}

function describeAccount(account: Account) {
  return { id: account.id, publishable_key: account.publishableKey, clock: account.clock.snapshot() }
}

function answer(status: number, body: unknown): Response {
  return jsonAnswer(status, JSON.stringify(body), { 'content-type': 'application/json', 'cache-control': 'no-store' })
}
