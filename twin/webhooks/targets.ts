import type { Context } from '../kernel/context.ts'
import { secretsOf } from './signing-secret.ts'

/** Where events go: a webhook endpoint or an event destination that is not disabled. */
export type Target = {
  id: string
  url: string
  /** All that it may be signed with: after a roll, for a while, the former one too. */
  secrets: readonly string[]
  payload: 'snapshot' | 'thin'
  enabledEvents: readonly string[]
}

export function listTargets(context: Context): Target[] {
  const endpoints = context.list('webhook_endpoint', ({ status }) => status === 'enabled')
  const destinations = context.list('v2.core.event_destination', ({ status }) => status === 'enabled')
  return [...endpoints.map(({ id }) => id), ...destinations.map(({ id }) => id)]
    .toReversed()
    .flatMap((id) => findTarget(context, id) ?? [])
}

export function findTarget(context: Context, id: string): Target | undefined {
  const endpoint = context.find('webhook_endpoint', id)
  if (endpoint?.status === 'enabled') {
    const { url, enabled_events: enabledEvents } = endpoint
    return { id, url, secrets: secretsOf(endpoint, context), payload: 'snapshot', enabledEvents }
  }
  const destination = context.find('v2.core.event_destination', id)
  if (destination?.status !== 'enabled') return undefined
  const { _url: url = '', event_payload: payload, enabled_events: enabledEvents } = destination
  return { id, url, secrets: secretsOf(destination, context), payload, enabledEvents }
}

export function wants({ enabledEvents }: Target, type: string): boolean {
  return enabledEvents.includes('*') || enabledEvents.includes(type)
}
