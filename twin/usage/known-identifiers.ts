// Identifiers of meter events are unique for a day.
import type { Context } from '../kernel/context.ts'

const rememberedSeconds = 86_400
const kind = 'twin.meter_event_identifier'

export function isKnownIdentifier(context: Context, identifier: string): boolean {
  const known = context.account.store.find(kind, idOf(identifier))
  return known !== undefined && (known.received_at as number) > context.now() - rememberedSeconds
}

export function rememberIdentifier(context: Context, identifier: string) {
  context.account.store.put({ object: kind, id: idOf(identifier), received_at: context.now() })
}

function idOf(identifier: string): string {
  return `${kind} ${identifier}`
}
