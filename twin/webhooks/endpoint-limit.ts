import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'

const maximumEndpoints = 16

/** Webhook endpoints and event destinations of an account share one limit. */
export function checkEndpointLimit(context: Context) {
  const count = context.list('webhook_endpoint').length + context.list('v2.core.event_destination').length
  if (count < maximumEndpoints) return
  throw invalidRequest(`You have reached the maximum of ${maximumEndpoints} test webhook endpoints.`)
}
