import { Context } from '../kernel/context.ts'
import { notPlayed } from '../kernel/stripe-error.ts'
import { operations } from '../kernel/stripe-table.ts'
import type { OperationName, Params } from '../kernel/wire.ts'

/** Does what the API would on this call, within the running request: what the browser side starts is no special case. */
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
