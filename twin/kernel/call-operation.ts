import { Context } from './context.ts'
import { notPlayed } from './stripe-error.ts'
import { operations } from './stripe-table.ts'
import type { OperationName, Params } from './wire.ts'

/** Does what the API would on this call, within the running request: what a page or Stripe.js starts is no special case. */
export function callOperation<Name extends OperationName>(
  context: Context,
  name: Name,
  params: Params<Name>,
  path: Record<string, string> = {},
): unknown {
  const operation = operations.find((each) => each.name === name)
  const found = operation && context.resources.calls.find(operation.method, operation.path)
  if (!found?.value.handler) throw notPlayed(`"${name}"`)
  return found.value.handler(new Context(context.account, context.resources, context.actor, { params, path }))
}
