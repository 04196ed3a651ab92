import { checkUrl } from '../kernel/check-url.ts'
import { list, retrieve } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import type { Resource } from '../kernel/resource.ts'
import { notPlayed } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'
import { checkEndpointLimit } from '../webhooks/endpoint-limit.ts'
import { newSigningSecret, rollSigningSecret } from '../webhooks/signing-secret.ts'

export const webhookEndpoints: Resource = {
  operations: {
    'webhookEndpoints.create': (context) => {
      const endpoint = createEndpoint(context)
      return { ...endpoint, secret: endpoint._secret }
    },
    'webhookEndpoints.retrieve': retrieve('webhook_endpoint'),
    'webhookEndpoints.update': updateEndpoint,
    'webhookEndpoints.list': list('webhook_endpoint', { noun: 'webhook endpoint' }),
    'webhookEndpoints.del': (context) => context.delete(context.get('webhook_endpoint', context.id)),
  },
  internal: { 'POST /_twin/webhook_secrets': rollSigningSecret },
  open: (context) => openEndpoints(context),
  resume: (account) => account.run({ kind: 'clock' }, openEndpoints),
}

function createEndpoint(context: Context<Params<'webhookEndpoints.create'>>) {
  const { url, enabled_events, api_version, description, metadata, connect } = context.params
  if (connect) throw notPlayed('webhook endpoints for connected accounts ("connect")')
  checkUrl(url, 'url')
  checkEndpointLimit(context)
  return insertEndpoint(context, {
    url,
    enabled_events,
    api_version: api_version ?? null,
    description: description || null,
    metadata: mergeMetadata({}, metadata),
  })
}

function updateEndpoint(context: Context<Params<'webhookEndpoints.update'>>) {
  const endpoint = context.get('webhook_endpoint', context.id)
  const { expand: _, disabled, metadata, url, ...changes } = context.params
  return context.update(endpoint, {
    ...changes,
    ...(url === undefined ? {} : { url: checkUrl(url, 'url') }),
    ...(disabled === undefined ? {} : { status: disabled ? 'disabled' : 'enabled' }),
    metadata: mergeMetadata(endpoint.metadata, metadata),
  })
}

/** The endpoints that the twin was started with, where they are not there yet. */
function openEndpoints(context: Context) {
  for (const url of context.account.webhookUrls) {
    if (context.list('webhook_endpoint', (each) => each.url === url).length > 0) continue
    insertEndpoint(context, { url, enabled_events: ['*'] })
  }
}

function insertEndpoint(context: Context, fields: Parameters<typeof context.insert<'webhook_endpoint'>>[1]) {
  return context.insert('webhook_endpoint', {
    ...fields,
    status: 'enabled',
    _secret: newSigningSecret(context),
    _formerSecrets: [],
  })
}
