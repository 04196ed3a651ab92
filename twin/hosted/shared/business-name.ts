import { callOperation } from '../../kernel/call-operation.ts'
import type { Context } from '../../kernel/context.ts'
import type { StripeObject } from '../../kernel/wire.ts'

/** Whose page it is, in the words that Stripe shows to customers. */
export function businessName(context: Context): string {
  const account = callOperation(context, 'accounts.retrieveCurrent', {}) as StripeObject<'account'>
  return account.settings?.dashboard.display_name ?? account.id
}
