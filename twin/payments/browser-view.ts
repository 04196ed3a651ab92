// What of an intent a publishable key may see, with its client secret or in an error.
import type { Context } from '../kernel/context.ts'
import { StripeError } from '../kernel/stripe-error.ts'

const shared =
  'id object automatic_payment_methods cancellation_reason client_secret created description livemode next_action payment_method payment_method_configuration_details payment_method_types status'
const publicFields: Record<string, string[]> = {
  payment_intent:
    `${shared} amount amount_details canceled_at capture_method confirmation_method currency last_payment_error processing receipt_email setup_future_usage shipping`.split(
      ' ',
    ),
  setup_intent: `${shared} last_setup_error usage`.split(' '),
}

/** Does what is asked; whoever came with a publishable key is told a subset of the intent, also where it is refused. */
export function asSeenBy({ actor }: Pick<Context, 'actor'>, work: () => object): object {
  if (actor.kind !== 'publishable') return work()
  try {
    return publicPart(work()) as object
  } catch (error) {
    if (!(error instanceof StripeError)) throw error
    const { status, keepsChanges, headers } = error
    const fields = Object.fromEntries(Object.entries(error.fields).map(([name, field]) => [name, publicPart(field)]))
    throw new StripeError(status, fields as typeof error.fields, { keepsChanges, headers })
  }
}

function publicPart(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('object' in value)) return value
  const names = publicFields[String(value.object)]
  return names ? Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name))) : value
}
