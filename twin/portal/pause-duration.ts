import { invalidRequest } from '../kernel/stripe-error.ts'
import type { StripeObject } from '../kernel/wire.ts'
import type { GivenFeatures } from './configuration-features.ts'

type Duration = StripeObject<'billing_portal.configuration'>['features']['subscription_pause']['duration']
type GivenDuration = NonNullable<NonNullable<GivenFeatures['subscription_pause']>['duration']>

const longest: Record<string, number> = { day: 3 * 365, week: 156, month: 36, year: 3 }
const param = 'features[subscription_pause][duration][interval_options]'

export function readPauseDuration({ type, interval_options: given }: GivenDuration): Duration {
  const options = (given || []).map(({ interval, interval_count = 1 }) => ({ interval, interval_count }))
  if (type === 'indefinite') return { type, interval_options: [] }
  if (options.length === 0) {
    throw invalidRequest('interval_options is required when duration[type] is interval_options.', { param })
  }
  for (const { interval, interval_count: count } of options) {
    if (count < 1) throw invalidRequest('interval_count must be at least 1.', { param })
    if (count > (longest[interval] ?? 0)) {
      throw invalidRequest('Pause durations must be at most three years.', { param })
    }
  }
  return { type, interval_options: options }
}
