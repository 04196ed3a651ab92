// When a subscription's periods begin and end: its trial, its anchor, and a start in the past.
import type { Context } from '../../kernel/context.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../../kernel/wire.ts'
import { intervalOf } from './item-periods.ts'
import { periodEnd } from './periods.ts'

type CreateParams = Params<'subscriptions.create'>
type AnchorConfig = NonNullable<CreateParams['billing_cycle_anchor_config']>
type Price = StripeObject<'price'>
export type Cycle = { start: number; anchor: number; trialEnd: number | null }

const day = 86_400
const longestTrialDays = 730

export function readCycle(context: Context, params: CreateParams, prices: Price[]): Cycle {
  const now = context.now()
  const trialEnd = readTrialEnd(params, prices, now)
  const start = readStart(params, now)
  const given = readAnchor(params, prices, now)
  if (given !== undefined && trialEnd !== null && given < trialEnd)
    throw invalidRequest('`billing_cycle_anchor` must not be before the end of the trial.', {
      param: 'billing_cycle_anchor',
    })
  const isFlexible = params.billing_mode?.type !== 'classic'
  const begins = isFlexible ? start : now
  return { start, anchor: given ?? (keepsAnchor(params) ? begins : (trialEnd ?? begins)), trialEnd }
}

/** Whether the end of a trial leaves the anchor where it is; it moves there, unless told otherwise. */
export function keepsAnchor({
  trial_settings: settings,
}: Pick<StripeObject<'subscription'> | CreateParams, 'trial_settings'>) {
  return settings?.end_behavior.billing_cycle_anchor === 'unchanged'
}

/** Seconds, or null for no trial. */
export function readTrialEnd(
  params: Pick<CreateParams, 'trial_end' | 'trial_period_days' | 'trial_from_plan'>,
  prices: Price[],
  now: number,
): number | null {
  const { trial_end: end, trial_period_days: days, trial_from_plan: isFromPlan } = params
  if (end !== undefined && days !== undefined) throw onlyOne('trial_end, trial_period_days', 'trial_period_days')
  if (end !== undefined && isFromPlan) throw onlyOne('trial_end, trial_from_plan', 'trial_from_plan')
  if (end === 'now') return null
  if (typeof end === 'number') {
    if (end <= now) throw invalidRequest('Timestamp cannot be in the past.', { param: 'trial_end' })
    if (end > now + longestTrialDays * day) throw tooLong('trial_end')
    return end
  }
  if (days !== undefined && days < 1)
    throw invalidRequest('This value must be greater than or equal to 1.', {
      param: 'trial_period_days',
      code: 'parameter_invalid_integer',
    })
  if (days !== undefined && days > longestTrialDays) throw tooLong('trial_period_days')
  const planned = isFromPlan ? Math.max(0, ...prices.map((price) => price.recurring?.trial_period_days ?? 0)) : 0
  const trialDays = days ?? planned
  return trialDays > 0 ? now + trialDays * day : null
}

function readStart({ backdate_start_date: date }: CreateParams, now: number): number {
  if (date === undefined) return now
  if (date > now) throw invalidRequest('`backdate_start_date` must be in the past.', { param: 'backdate_start_date' })
  return date
}

function readAnchor(params: CreateParams, prices: Price[], now: number): number | undefined {
  const { billing_cycle_anchor: given, billing_cycle_anchor_config: config } = params
  if (given !== undefined && config)
    throw onlyOne('billing_cycle_anchor, billing_cycle_anchor_config', 'billing_cycle_anchor_config')
  if (config) return nextOccurrence(config, prices, now)
  if (given === undefined) return undefined
  const param = 'billing_cycle_anchor'
  if (given < now && params.backdate_start_date === undefined)
    throw invalidRequest('`billing_cycle_anchor` must be a timestamp in the future.', { param })
  const longest = Math.max(...prices.map((price) => periodEnd(now, intervalOf(price), now)))
  if (given > longest && !params.trial_end && !params.trial_period_days) {
    const plan = prices[0]?.id
    throw invalidRequest(
      `billing_cycle_anchor cannot be later than next natural billing date (${longest}) for plan ${plan}`,
      { param },
    )
  }
  return given
}

/** The next such moment, in UTC; what is left out is as now. */
function nextOccurrence(config: AnchorConfig, prices: Price[], now: number): number {
  checkConfig(config, prices)
  const from = new Date(now * 1000)
  const time = [
    config.hour ?? from.getUTCHours(),
    config.minute ?? from.getUTCMinutes(),
    config.second ?? from.getUTCSeconds(),
  ] as const
  for (let ahead = 0; ahead <= 24; ahead += 1) {
    const month = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + ahead, 1))
    if (config.month && month.getUTCMonth() + 1 !== config.month) continue
    const last = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 0)).getUTCDate()
    const dayOfMonth = Math.min(config.day_of_month, last)
    const at = Date.UTC(month.getUTCFullYear(), month.getUTCMonth(), dayOfMonth, ...time) / 1000
    if (at >= now) return at
  }
  return now
}

const ranges = { day_of_month: [1, 31], month: [1, 12], hour: [0, 23], minute: [0, 59], second: [0, 59] } as const

function checkConfig(config: AnchorConfig, prices: Price[]) {
  for (const [name, [least, most]] of Object.entries(ranges)) {
    const value = config[name as keyof typeof ranges]
    if (value === undefined || (value >= least && value <= most)) continue
    throw invalidRequest(`This value must be between ${least} and ${most}.`, {
      param: `billing_cycle_anchor_config[${name}]`,
      code: 'parameter_invalid_integer',
    })
  }
  const param = 'billing_cycle_anchor_config'
  if (prices.some((price) => !['month', 'year'].includes(intervalOf(price).interval)))
    throw invalidRequest('`billing_cycle_anchor_config` is only valid with monthly and yearly price intervals.', {
      param,
    })
}

function onlyOne(names: string, param: string) {
  return invalidRequest(`You may only specify one of these parameters: ${names}.`, { param })
}

function tooLong(param: string) {
  return invalidRequest(`The maximum number of trial period days is ${longestTrialDays} (2 years).`, { param })
}
