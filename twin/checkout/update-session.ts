// What a server may still change of an open session.
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'
import { type CreateParams, readLine, type Session, type SessionLine } from './session-lines.ts'
import { retotal } from './session-totals.ts'
import { readShipping } from './shipping-options.ts'

type UpdateParams = Params<'checkout.sessions.update'>
type Item = NonNullable<CreateParams['line_items']>[number]

export function updateSession(context: Context<UpdateParams>): Session {
  const before = context.get('checkout.session', context.id)
  const { params } = context
  const { metadata, line_items: items, collected_information: collected, payment_intent_data: intentData } = params
  const { shipping_options: ways } = params
  if (before.status !== 'open' && (items || collected || intentData || ways !== undefined))
    throw invalidRequest(`This Checkout Session is ${before.status}; only its metadata can be updated.`)
  if (intentData && before.mode !== 'payment')
    throw invalidRequest('`payment_intent_data` can only be used in `payment` mode.', { param: 'payment_intent_data' })
  const sent = ways === undefined ? before : sendBy(context, before, ways || [])
  return context.update(sent, {
    ...(items ? readItems(context, sent, items as (Item & { id?: string })[]) : {}),
    ...(collected ? { collected_information: { ...before.collected_information, ...collected } } : {}),
    ...(intentData ? { _paymentIntentData: { ...before._paymentIntentData, ...intentData } } : {}),
    metadata: mergeMetadata(before.metadata ?? {}, metadata),
  } as Partial<Session>)
}

/** The ways to send it in the place of those before; an empty list leaves none. */
function sendBy(context: Context, session: Session, ways: NonNullable<CreateParams['shipping_options']>): Session {
  const { mode, currency } = session
  const changed = context.update(session, readShipping(context, ways, { mode, currency: currency ?? 'usd' }))
  return context.update(changed, retotal(context, changed))
}

/** The whole list: a line that it does not name is gone. */
function readItems(context: Context, session: Session, items: (Item & { id?: string })[]) {
  if (session.mode === 'setup')
    throw invalidRequest('You can not pass `line_items` in `setup` mode.', { param: 'line_items' })
  const lines = items.map((item, index) => {
    const at = `line_items[${index}]`
    const known = item.id === undefined ? undefined : findLine(session, item.id, at)
    return readLine(context, item, at, known)
  })
  if (lines.length === 0) throw invalidRequest('At least one line item must remain.', { param: 'line_items' })
  return { ...retotal(context, session, lines), _lines: lines }
}

function findLine(session: Session, id: string, at: string): SessionLine {
  const line = session._lines?.find((one) => one.id === id)
  if (line) return line
  throw invalidRequest(`No such line item: '${id}'`, { code: 'resource_missing', param: `${at}[id]` })
}
