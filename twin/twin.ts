import { allResources } from './all-resources.ts'
import type { Account } from './kernel/account.ts'
import { Accounts } from './kernel/accounts.ts'
import { answerCall } from './kernel/answer-call.ts'
import { preflightAnswer, unrecognizedUrl } from './kernel/api-answer.ts'
import type { NodeSocket } from './kernel/break-connection.ts'
import { answerControl } from './kernel/control-api.ts'
import { htmlPage } from './kernel/html-page.ts'
import type { Resource } from './kernel/resource.ts'
import { ResourceSet } from './kernel/resource-set.ts'
import { errorBody } from './kernel/stripe-error.ts'
import type { PackagedTwin, PackagedTwinOptions } from './twin-types.ts'

export type TwinOptions = PackagedTwinOptions & {
  /** The resources to play; all of them when left out. */
  resources?: Resource[]
}

type MountedHandler = (request: Request) => Response | Promise<Response>

/** As `PackagedTwin`, with what leads to the twin's inner types. */
export type Twin = PackagedTwin & {
  /** Answers a request; `socket` lets the faults that break a connection break it. */
  handle: (request: Request, socket?: NodeSocket) => Promise<Response>
  /** The account of a secret key, made on first use. */
  account: (secretKey: string, publishableKey?: string) => Account
}

export function createTwin(options: TwinOptions = {}): Twin {
  const log = options.log ?? (() => {})
  const resources = new ResourceSet(options.resources ?? allResources)
  const mounts: { path: string; handler: MountedHandler }[] = []
  const accounts = new Accounts(resources, () => twin.base, options.strictKeys ?? false, options.webhooks)

  const handle: Twin['handle'] = async (request, socket) => {
    const url = new URL(request.url)
    const { pathname } = url
    if (/^\/(v[12]|oauth)\//.test(pathname)) {
      if (request.method === 'OPTIONS') return preflightAnswer()
      return answerCall({ accounts, resources, log }, request, url, socket)
    }
    if (pathname.startsWith('/_twin/')) return answerControl(accounts, resources, request, url)
    try {
      return await answerPage(request, url)
    } catch (error) {
      log(`fault of the twin's own in ${request.method} ${pathname}: ${error instanceof Error ? error.stack : error}`)
      return htmlPage('Fault', '<h1>The Stripe twin itself failed. Its log says why.</h1>', 500)
    }
  }

  const answerPage = async (request: Request, url: URL): Promise<Response> => {
    const { pathname } = url
    const mount = mounts.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`))
    if (mount) return mount.handler(request)
    const route = resources.routes.find(request.method === 'HEAD' ? 'GET' : request.method, pathname)
    if (!route) {
      log(`unrecognized: ${request.method} ${pathname}`)
      return Response.json(errorBody(unrecognizedUrl(request.method, pathname)), { status: 404 })
    }
    return route.value.handle({
      request,
      url,
      path: route.path,
      findAccount: (id) => accounts.findByObject(id),
      findAccountByKey: (key) => accounts.find(key)?.account,
      accounts: () => accounts.all,
      base: twin.base,
    })
  }

  const twin: Twin = {
    base: options.base ?? 'http://127.0.0.1:12111',
    fetch: (input, init) => handle(new Request(input, init)),
    handle,
    account: (secretKey, publishableKey) =>
      accounts.open(secretKey, publishableKey === undefined ? {} : { publishable: publishableKey }),
    describe: (secretKey) => ({
      base: twin.base,
      key: secretKey,
      publishable_key: accounts.open(secretKey).publishableKey,
      webhook_secret: accounts.open(secretKey).webhookSecret,
      ...Object.assign({}, ...resources.announcers.map((announce) => announce(twin.base, accounts.open(secretKey)))),
    }),
    mount: (path, handler) => mounts.push({ path: path.replace(/\/$/, ''), handler }),
    reset: () => {
      for (const account of accounts.all) account.reset()
    },
  }
  for (const { key, publishableKey, webhookUrls, hasSamples = false } of options.accounts ?? []) {
    accounts.open(key, {
      ...(publishableKey ? { publishable: publishableKey } : {}),
      ...(webhookUrls ? { webhookUrls } : {}),
      hasSamples,
    })
  }
  return twin
}
