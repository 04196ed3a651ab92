// What a portal configuration's features are when nothing is said, and what each may be set to.
import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { activeOption } from '../resources/feedback-options.ts'
import { readPauseDuration } from './pause-duration.ts'

export type Features = StripeObject<'billing_portal.configuration'>['features']
export type GivenFeatures = NonNullable<Params<'billingPortal.configurations.update'>['features']>

export const noFeatures: Features = {
  customer_update: { allowed_updates: [], enabled: false },
  invoice_history: { enabled: false },
  payment_method_update: { enabled: false, payment_method_configuration: null },
  subscription_cancel: {
    cancellation_reason: {
      enabled: false,
      feedback_options: null,
      options: ['too_expensive', 'missing_features', 'switched_service', 'unused', 'other'],
    },
    enabled: false,
    mode: 'at_period_end',
    proration_behavior: 'none',
  },
  subscription_pause: {
    duration: { interval_options: [{ interval: 'month', interval_count: 1 }], type: 'interval_options' },
    enabled: false,
  },
  subscription_update: {
    billing_cycle_anchor: 'unchanged',
    default_allowed_updates: [],
    enabled: false,
    proration_behavior: 'none',
    schedule_at_period_end: { conditions: [] },
    trial_update_behavior: 'end_trial',
  },
}

/** The features as they are after a request; what it leaves out stays. Products are read apart. */
export function mergeFeatures(context: Context, before: Features, given: GivenFeatures): Features {
  const features = {
    customer_update: {
      ...before.customer_update,
      ...given.customer_update,
      allowed_updates: given.customer_update?.allowed_updates ?? before.customer_update.allowed_updates,
    },
    invoice_history: { ...before.invoice_history, ...given.invoice_history },
    payment_method_update: mergePaymentMethodUpdate(context, before, given),
    subscription_cancel: mergeCancel(context, before, given),
    subscription_pause: {
      enabled: given.subscription_pause?.enabled ?? before.subscription_pause.enabled,
      duration: given.subscription_pause?.duration
        ? readPauseDuration(given.subscription_pause.duration)
        : before.subscription_pause.duration,
    },
    subscription_update: mergeUpdate(before, given),
  }
  if (features.subscription_update.enabled && !features.payment_method_update.enabled) {
    throw invalidRequest('Cannot enable subscription updates while payment method update is disabled.')
  }
  return withoutUnset(features) as Features
}

function mergePaymentMethodUpdate(context: Context, before: Features, given: GivenFeatures) {
  const { payment_method_configuration: configuration } = given.payment_method_update ?? {}
  const param = 'features[payment_method_update][payment_method_configuration]'
  if (configuration) context.get('payment_method_configuration', configuration, param)
  return {
    ...before.payment_method_update,
    ...given.payment_method_update,
    ...(configuration === undefined ? {} : { payment_method_configuration: configuration || null }),
  }
}

function mergeCancel(
  context: Context,
  { subscription_cancel: before }: Features,
  { subscription_cancel: given }: GivenFeatures,
) {
  const { cancellation_reason: reason, ...fields } = given ?? {}
  const listed = 'features[subscription_cancel][cancellation_reason][feedback_options]'
  const feedback = reason?.feedback_options
  for (const [index, id] of (feedback || []).entries()) activeOption(context, id, `${listed}[${index}]`)
  const after = {
    ...before,
    ...fields,
    cancellation_reason: {
      ...before.cancellation_reason,
      ...reason,
      options: reason?.options ?? before.cancellation_reason.options,
      feedback_options: feedback === undefined ? before.cancellation_reason.feedback_options : feedback || null,
    },
  }
  const param = 'features[subscription_cancel][proration_behavior]'
  if (after.proration_behavior === 'always_invoice') {
    throw invalidRequest(`Invalid ${param}: must be one of none or create_prorations`, { param })
  }
  if (after.proration_behavior === 'create_prorations' && after.mode !== 'immediately') {
    throw invalidRequest('`create_prorations` is only compatible with `mode=immediately`.', { param })
  }
  return after
}

function mergeUpdate({ subscription_update: before }: Features, { subscription_update: given }: GivenFeatures) {
  const { products: _, schedule_at_period_end: schedule, ...fields } = given ?? {}
  return {
    ...before,
    ...fields,
    default_allowed_updates: fields.default_allowed_updates ?? before.default_allowed_updates,
    schedule_at_period_end: { conditions: schedule?.conditions ?? before.schedule_at_period_end.conditions },
  }
}

/** '' for a list in a request means an empty one. */
function withoutUnset(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value
  if (typeof value !== 'object' || value === null) {
    return value === '' && ['allowed_updates', 'options', 'default_allowed_updates', 'conditions'].includes(name)
      ? []
      : value
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutUnset(part, key)]))
}
