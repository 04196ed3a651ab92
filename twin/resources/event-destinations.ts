import { isVersion } from '../kernel/api-version.ts'
import { checkUrl } from '../kernel/check-url.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest, notPlayed } from '../kernel/stripe-error.ts'
import { stripeVersion } from '../kernel/stripe-table.ts'
import { listV2Page } from '../kernel/v2-list-page.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { checkEventTypes } from '../webhooks/check-event-types.ts'
import { checkEndpointLimit } from '../webhooks/endpoint-limit.ts'
import { plan } from '../webhooks/plan-deliveries.ts'
import { newSigningSecret } from '../webhooks/signing-secret.ts'
import { storedThinEvent } from '../webhooks/thin-events.ts'

type Destination = StripeObject<'v2.core.event_destination'>
type CreateParams = Params<'v2.core.eventDestinations.create'>

export const eventDestinations: Resource = {
  operations: {
    'v2.core.eventDestinations.create': createDestination,
    'v2.core.eventDestinations.retrieve': (context) => answer(getDestination(context), context.params.include),
    'v2.core.eventDestinations.update': updateDestination,
    'v2.core.eventDestinations.list': (context) => {
      const { include } = context.params
      const all = context.list('v2.core.event_destination').map((destination) => answer(destination, include))
      return listV2Page(context, all)
    },
    'v2.core.eventDestinations.del': (context) => {
      const { id, object } = context.delete(getDestination(context))
      return { id, object }
    },
    'v2.core.eventDestinations.enable': (context) => setStatus(context, 'enabled'),
    'v2.core.eventDestinations.disable': (context) => setStatus(context, 'disabled'),
    'v2.core.eventDestinations.ping': ping,
  },
}

function createDestination(context: Context<CreateParams>) {
  const { name, type, enabled_events, event_payload, description, events_from, include, metadata } = context.params
  const { snapshot_api_version: version, webhook_endpoint: endpoint } = context.params
  if (type !== 'webhook_endpoint') throw notPlayed(`event destinations of the type "${type}"`)
  if (!endpoint) throw missing('webhook_endpoint')
  if (event_payload === 'thin' && version !== undefined) {
    throw invalidRequest('Thin events have no API version.', { param: 'snapshot_api_version' })
  }
  if (version !== undefined && !isVersion(version)) {
    throw invalidRequest(`Invalid Stripe API version: ${version}`, { param: 'snapshot_api_version' })
  }
  checkSources(events_from)
  checkEventTypes(enabled_events, event_payload)
  checkEndpointLimit(context)
  const now = isoTime(context)
  const destination = context.insert('v2.core.event_destination', {
    id: context.newId('ed_test'),
    name,
    type,
    enabled_events,
    event_payload,
    description: description ?? '',
    events_from: events_from ?? ['@self'],
    metadata: mergeMetadata({}, metadata),
    ...(event_payload === 'snapshot' ? { snapshot_api_version: version ?? stripeVersion } : {}),
    status: 'enabled',
    created: now,
    updated: now,
    webhook_endpoint: {},
    _url: checkUrl(endpoint.url, 'webhook_endpoint.url'),
    _secret: newSigningSecret(context),
    _formerSecrets: [],
  })
  return answer(destination, include)
}

function updateDestination(context: Context<Params<'v2.core.eventDestinations.update'>>) {
  const destination = getDestination(context)
  const { include, metadata, webhook_endpoint: endpoint, ...changes } = context.params
  if (changes.enabled_events) checkEventTypes(changes.enabled_events, destination.event_payload)
  const updated = context.update(destination, {
    ...changes,
    metadata: mergeMetadata(destination.metadata, metadata),
    ...(endpoint ? { _url: checkUrl(endpoint.url, 'webhook_endpoint.url') } : {}),
    updated: isoTime(context),
  })
  return answer(updated, include)
}

function setStatus(context: Context, status: 'enabled' | 'disabled') {
  const details = status === 'disabled' ? { disabled: { reason: 'user' as const } } : undefined
  return context.update(getDestination(context), { status, status_details: details, updated: isoTime(context) })
}

/** Goes to this destination alone, whichever events it wants. */
function ping(context: Context) {
  const destination = getDestination(context)
  const event = context.emitThin('v2.core.event_destination.ping', { relatedObject: destination })
  if (destination.status === 'enabled') {
    plan(context, { event: event.id, type: event.type, endpoint: destination.id, payload: 'thin' })
  }
  return storedThinEvent(event)
}

function getDestination(context: Context): Destination {
  return context.get('v2.core.event_destination', context.id)
}

/** The address and the secret are answered to those alone who ask for them. */
function answer(destination: Destination, include: readonly string[] = []) {
  const { _url: url, _secret: secret } = destination
  const endpoint = {
    ...(include.includes('webhook_endpoint.url') ? { url } : {}),
    ...(include.includes('webhook_endpoint.signing_secret') ? { signing_secret: secret } : {}),
  }
  return { ...destination, webhook_endpoint: endpoint }
}

function checkSources(sources: readonly string[] | undefined) {
  const foreign = sources?.find((source) => source !== '@self' && source !== 'self')
  if (foreign) throw notPlayed(`events from "${foreign}" (Connect and organizations)`)
}

function isoTime(context: Context): string {
  return new Date(context.now() * 1000).toISOString()
}

function missing(param: string) {
  return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param })
}
