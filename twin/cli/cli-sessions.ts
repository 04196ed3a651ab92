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
import { notificationOf, storedThinEvent, type ThinEvent, thinEventsOf } from '../webhooks/thin-events.ts'
import { pushCalls } from './request-logs.ts'
import { acceptSocket, sendText } from './web-socket.ts'

const socketPath = '/_twin/listen'
const reconnectSeconds = 10

type Session = { account: Account; wanted: unknown[] }
const sessions = new Map<string, Session>()
/** Those who listen, with what they want to hear of. */
const socketsOf = new WeakMap<Account, Map<Duplex, unknown[]>>()

export const cliSessions: Resource = {
  internal: {
    'POST /v1/stripecli/sessions': createSession,
    'POST /v1/events/{id}/retry': resendEvent,
  },
  witness: (context, event) => {
    if (!socketsOf.get(context.account)?.size) return
    const thin = event.object === 'event' ? thinEventsOf(event) : [storedThinEvent(event)]
    context.afterCommit(() => {
      if (event.object === 'event') push(context.account, event.id)
      for (const one of thin) pushThin(context.account, one)
    })
  },
}

/** Opens the socket of a session; others are shown the door. */
export function answerUpgrade(request: IncomingMessage, socket: Duplex) {
  const session = sessions.get(String(request.headers['websocket-id']))
  if (!session || !request.url?.startsWith(socketPath)) {
    socket.end('HTTP/1.1 404 Not Found\r\n\r\n')
    return
  }
  const { account, wanted } = session
  acceptSocket(request, socket)
  if (wanted.includes('request_logs')) return pushCalls(account, socket)
  const sockets = socketsOf.get(account) ?? new Map()
  socketsOf.set(account, sockets)
  sockets.set(socket, wanted)
  socket.on('close', () => sockets.delete(socket))
}

function createSession(context: Context<Record<string, unknown>>) {
  const id = `cliws_${randomBytes(12).toString('hex')}`
  const { websocket_features: features = 'webhooks' } = context.params
  const wanted = [features].flat()
  sessions.set(id, { account: context.account, wanted })
  return {
    websocket_id: id,
    websocket_url: `${context.base.replace(/^http/, 'ws')}${socketPath}`,
    websocket_authorized_feature: wanted.join(','),
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
  for (const version of [null, stripeVersion])
    send(account, 'webhooks', { ...message, endpoint: { api_version: version } })
}

function pushThin(account: Account, event: ThinEvent) {
  const payload = JSON.stringify(notificationOf(event), null, 2)
  const headers = { ...webhookHeaders, 'Stripe-Signature': signPayload(payload, [account.webhookSecret]) }
  send(account, 'v2_events', { type: 'v2_event', payload, http_headers: headers, destination_id: 'ed_cli' })
}

function send(account: Account, feature: string, message: object) {
  for (const [socket, wanted] of socketsOf.get(account) ?? []) {
    if (wanted.includes(feature)) sendText(socket, JSON.stringify(message))
  }
}
