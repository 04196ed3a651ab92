import { list, retrieve } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { checkLength } from '../usage/check-length.ts'

const longestDescription = 100

/** https://docs.stripe.com/api/billing/feedback-option: a company's own reasons for canceling. */
export const feedbackOptions: Resource = {
  operations: {
    'billing.feedbackOptions.create': createOption,
    'billing.feedbackOptions.retrieve': retrieve('billing.feedback_option'),
    'billing.feedbackOptions.update': updateOption,
    'billing.feedbackOptions.list': list('billing.feedback_option', { by: ['status'] }),
    'billing.feedbackOptions.deactivate': deactivateOption,
  },
}

function createOption(context: Context<Params<'billing.feedbackOptions.create'>>) {
  const { description } = context.params
  checkLength(description, longestDescription, 'description')
  return context.insert('billing.feedback_option', {
    description,
    status: 'active',
    status_transitions: { deactivated_at: null },
  })
}

function updateOption(context: Context<Params<'billing.feedbackOptions.update'>>) {
  const before = context.get('billing.feedback_option', context.id)
  const { description } = context.params
  checkLength(description, longestDescription, 'description')
  return description === undefined ? before : context.update(before, { description })
}

function deactivateOption(context: Context) {
  const before = context.get('billing.feedback_option', context.id)
  if (before.status === 'inactive') throw invalidRequest(`The feedback option ${before.id} is already inactive.`)
  return context.update(before, { status: 'inactive', status_transitions: { deactivated_at: context.now() } })
}

/** One that a parameter names, and that is still offered. */
export function activeOption(context: Context, id: string, param: string): StripeObject<'billing.feedback_option'> {
  const option = context.get('billing.feedback_option', id, param)
  if (option.status === 'active') return option
  throw invalidRequest(`The feedback option ${id} is inactive and cannot be used.`, { param })
}
