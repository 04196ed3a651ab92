import type { StripeObject } from '../../kernel/wire.ts'

/** Billed afterwards, by what a meter counted. */
export function isMetered({ recurring }: Pick<StripeObject<'price'>, 'recurring'>): boolean {
  return recurring?.usage_type === 'metered'
}
