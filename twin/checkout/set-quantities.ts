import type { Context } from '../kernel/context.ts'
import type { Session } from './session-lines.ts'
import { retotal } from './session-totals.ts'

/** How many the customer takes of each line, within its limits; a line that is not named stays. */
export function setQuantities(context: Context, session: Session, wanted: ReadonlyMap<string, number>): Session {
  const lines = (session._lines ?? []).map((line) => ({ ...line, quantity: wanted.get(line.id) ?? line.quantity }))
  return context.update(session, { ...retotal(context, session, lines), _lines: lines })
}
