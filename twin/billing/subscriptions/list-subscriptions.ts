import { getEvenDeleted } from '../../kernel/common-operations.ts'
import type { Context } from '../../kernel/context.ts'
import type { Params } from '../../kernel/wire.ts'
import { periodOf } from './item-periods.ts'
import { itemsOf, type Subscription } from './subscription-items.ts'

type ListParams = Params<'subscriptions.list'>
type Range = ListParams['current_period_end']

const ended: string[] = ['canceled', 'incomplete_expired']

/** `GET /v1/subscriptions`: without a status, those that were canceled are left out. */
export function listSubscriptions(context: Context<ListParams>) {
  const { params } = context
  if (params.customer) getEvenDeleted(context, 'customer', params.customer)
  const found = context.list('subscription', (one) => fits(context, one, params))
  return context.page(found, 'subscription')
}

function fits(context: Context, one: Subscription, params: ListParams): boolean {
  // A price's id is its plan's, too.
  const { customer, customer_account: account, plan, price = plan, test_clock: clock } = params
  if (!hasStatus(one, params.status)) return false
  if (customer && one.customer !== customer) return false
  if (account && one.customer_account !== account) return false
  if (params.collection_method && one.collection_method !== params.collection_method) return false
  if (params.automatic_tax && one.automatic_tax.enabled !== params.automatic_tax.enabled) return false
  // Those of test clocks are answered only when their clock or customer is named.
  if (clock ? one.test_clock !== clock : one.test_clock !== null && !customer && !account) return false
  const items = itemsOf(context, one)
  if (price && !items.some((item) => item._price === price)) return false
  const periods = items.map(periodOf)
  return (
    isWithin(Math.max(...periods.map(({ start }) => start)), params.current_period_start) &&
    isWithin(Math.min(...periods.map(({ end }) => end)), params.current_period_end)
  )
}

function hasStatus({ status }: Subscription, wanted: string | undefined): boolean {
  if (wanted === 'all') return true
  if (wanted === undefined) return !ended.includes(status)
  return wanted === 'ended' ? ended.includes(status) : status === wanted
}

function isWithin(time: number, range: Range): boolean {
  if (range === undefined) return true
  if (typeof range === 'number') return time === range
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = range
  return time > gt && time >= gte && time < lt && time <= lte
}
