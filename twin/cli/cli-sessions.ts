// What `stripe listen` and `stripe logs tail` ask for: a session, a socket, and each event or call through it; and
// `stripe events resend`.
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Account } from '../kernel/account.ts'
import type { Context } from '../kernel/context.ts'
import { renderObject } from '../kernel/render-object.ts'
import type { Resource } from '../kernel/resource.ts'
import { stripeVersion } from '../kernel/stripe-table.ts'
import { plan } from '../webhooks/plan-deliveries.ts'
import { signPayload, webhookHeaders } from '../webhooks/signature.ts'
import { pushCalls } from './request-logs.ts'
import { acceptSocket, sendText } from './web-socket.ts'

const socketPath = '/_twin/listen'
const reconnectSeconds = 10

type Feature = 'webhooks' | 'request_logs'
const sessions = new Map<string, { account: Account; feature: Feature }>()
const socketsOf = new WeakMap<Account, Set<Duplex>>()

export const cliSessions: Resource = {
  internal: {
    'POST /v1/stripecli/sessions': createSession,
    'POST /v1/events/{id}/retry': resendEvent,
  },
  witness: (context, event) => {
    if (event.object !== 'event' || !socketsOf.get(context.account)?.size) return
    context.afterCommit(() => push(context.account, event.id))
  },
}

/** Opens the socket of a session; others are shown the door. */
export function answerUpgrade(request: IncomingMessage, socket: Duplex) {
  const session = sessions.get(String(request.headers['websocket-id']))
  if (!session || !request.url?.startsWith(socketPath)) {
    socket.end('HTTP/1.1 404 Not Found\r\n\r\n')
    return
  }
  const { account, feature } = session
  acceptSocket(request, socket)
  if (feature === 'request_logs') return pushCalls(account, socket)
  const sockets = socketsOf.get(account) ?? new Set()
  socketsOf.set(account, sockets)
  sockets.add(socket)
  socket.on('close', () => sockets.delete(socket))
}

function createSession(context: Context<Record<string, unknown>>) {
  const id = `cliws_${randomBytes(12).toString('hex')}`
  const { websocket_features: wanted } = context.params
  const feature = [wanted].flat().includes('request_logs') ? 'request_logs' : 'webhooks'
  sessions.set(id, { account: context.account, feature })
  return {
    websocket_id: id,
    websocket_url: `${context.base.replace(/^http/, 'ws')}${socketPath}`,
    websocket_authorized_feature: feature,
    reconnect_delay: reconnectSeconds,
    secret: context.account.webhookSecret,
    default_version: stripeVersion,
    latest_version: stripeVersion,
  }
}

/** `stripe events resend`: to one endpoint, or to whoever listens. */
function resendEvent(context: Context<Record<string, unknown>>) {
  const event = context.get('event', context.id)
  const { webhook_endpoint: id } = context.params
  if (typeof id !== 'string') context.afterCommit(() => push(context.account, event.id))
  else {
    const endpoint = context.get('webhook_endpoint', id, 'webhook_endpoint')
    plan(context, { event: event.id, type: event.type, endpoint: endpoint.id, payload: 'snapshot' })
  }
  return event
}

function push(account: Account, id: string) {
  const event = account.store.find('event', id)
  if (!event) return
  const rendered = account.run({ kind: 'clock' }, (context) => renderObject(event, context))
  const payload = JSON.stringify(rendered, null, 2)
  const message = {
    type: 'webhook_event',
    event_payload: payload,
    http_headers: { ...webhookHeaders, 'Stripe-Signature': signPayload(payload, [account.webhookSecret]) },
    webhook_id: 'we_cli',
    webhook_conversation_id: `wc_${id}`,
  }
  // The first is for `listen`, the second for `listen --latest`: each leaves the other's alone.
  const messages = [null, stripeVersion].map((version) => ({ ...message, endpoint: { api_version: version } }))
  for (const socket of socketsOf.get(account) ?? []) {
    for (const one of messages) sendText(socket, JSON.stringify(one))
  }
}
