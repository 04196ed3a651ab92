// What a customer may add to the order at checkout, and take out of it again.
import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import { type CreateParams, checkKinds, inCurrency, readLine, type Session, type SessionLine } from './session-lines.ts'
import { retotal } from './session-totals.ts'

type Item = NonNullable<CreateParams['line_items']>[number]
type OptionalItem = NonNullable<Session['optional_items']>[number]

const mostItems = 10

export function readOptionalItems(
  context: Context,
  { mode, optional_items: given }: CreateParams,
  { lines, currency }: { lines: SessionLine[]; currency: string },
): OptionalItem[] | undefined {
  if (!given?.length) return undefined
  if (mode === 'setup') throw refused('You can not pass `optional_items` in `setup` mode.')
  if (given.length > mostItems) throw refused(`You can pass at most ${mostItems} optional items.`)
  const read = given.map((item, index) => readLine(context, item as Item, `optional_items[${index}]`))
  for (const { price } of read) inCurrency(context.get('price', price), currency)
  checkKinds(context, mode, [...lines, ...read], 'optional_items')
  return read.map(({ price, quantity, adjustable }) => ({ adjustable_quantity: adjustable, price, quantity }))
}

export function addOptionalItem(context: Context, session: Session, index: number): Session {
  const item = session.optional_items?.[index]
  if (!item || lineOf(session, index)) return session
  const { price, quantity, adjustable_quantity: adjustable } = item
  const line = { id: context.newId('li'), price, quantity, adjustable, metadata: {}, optional: index }
  return withLines(context, session, [...(session._lines ?? []), line])
}

export function removeOptionalItem(context: Context, session: Session, index: number): Session {
  const line = lineOf(session, index)
  if (!line) return session
  const others = session._lines?.filter((one) => one !== line) ?? []
  return withLines(context, session, others)
}

/** The line that the customer made of it. */
export function lineOf(session: Session, index: number): SessionLine | undefined {
  return session._lines?.find(({ optional }) => optional === index)
}

function withLines(context: Context, session: Session, lines: SessionLine[]): Session {
  return context.update(session, { ...retotal(context, session, lines), _lines: lines })
}

function refused(message: string) {
  return invalidRequest(message, { param: 'optional_items' })
}
