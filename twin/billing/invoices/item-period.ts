import type { Context } from '../../kernel/context.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import { periodOf } from '../subscriptions/item-periods.ts'
import { itemsOf, type Subscription } from '../subscriptions/subscription-items.ts'
import type { Period } from './invoice-lines.ts'

type Bound = { type: string; timestamp?: number } | undefined
type Given = { start?: Bound; end?: Bound } | undefined

/** The `period` of an invoice item that is added to a subscription; left out, the time that all its items share. */
export function readItemPeriod(context: Context, subscription: Subscription, given: Given, param: string): Period {
  const periods = itemsOf(context, subscription).map(periodOf)
  const starts = { max_item_period_start: Math.max(...periods.map(({ start }) => start)), now: context.now() }
  const ends = { min_item_period_end: Math.min(...periods.map(({ end }) => end)) }
  const start = timeOf(given?.start ?? { type: 'max_item_period_start' }, starts, `${param}[start]`)
  const end = timeOf(given?.end ?? { type: 'min_item_period_end' }, ends, `${param}[end]`)
  if (end < start) throw invalidRequest('The period end must be greater than or equal to the period start.', { param })
  return { start, end }
}

function timeOf({ type, timestamp }: NonNullable<Bound>, known: Record<string, number>, param: string): number {
  const time = type === 'timestamp' ? timestamp : known[type]
  if (time !== undefined) return time
  throw invalidRequest(`Missing required param: ${param}[timestamp].`, {
    code: 'parameter_missing',
    param: `${param}[timestamp]`,
  })
}
