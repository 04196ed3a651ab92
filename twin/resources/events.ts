import { list } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import { isKept } from '../kernel/emit-event.ts'
import { matchesType } from '../kernel/event-type.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest, resourceMissing } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'

const maximumTypes = 20

/** The events themselves are made by `context.emit`. */
export const events: Resource = {
  operations: {
    'events.retrieve': (context) => {
      const event = context.get('event', context.id)
      if (!isKept(event, context)) throw resourceMissing('event', context.id)
      return event
    },
    'events.list': (context) => {
      checkTypes(context.params)
      return listEvents(context)
    },
  },
}

const listEvents: (context: Context) => unknown = list('event', {
  only: isKept,
  where: {
    type: (event, pattern: string) => matchesType(pattern, event.type),
    types: (event, types: string[]) => types.includes(event.type),
    delivery_success: (event, isDelivered: boolean) => (event.pending_webhooks === 0) === isDelivered,
  },
})

function checkTypes({ type, types }: Params<'events.list'>) {
  if (type !== undefined && types !== undefined) {
    throw invalidRequest('You may pass either `type` or `types`, but not both.', { param: 'types' })
  }
  if (types && types.length > maximumTypes) {
    throw invalidRequest(`You may pass at most ${maximumTypes} event types.`, { param: 'types' })
  }
}
