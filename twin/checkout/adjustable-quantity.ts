// `adjustable_quantity`: how many of a line the customer may take.
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { CreateParams } from './session-lines.ts'

type Given = NonNullable<NonNullable<CreateParams['line_items']>[number]['adjustable_quantity']>
export type Limits = { minimum: number; maximum: number }
export type Adjustable = { enabled: boolean; maximum: number | null; minimum: number | null }

export function readAdjustable({ enabled, maximum, minimum }: Given, quantity: number, param: string): Adjustable {
  if (!enabled) return { enabled, maximum: null, minimum: null }
  const { maximum: most, minimum: least } = withDefaults({ maximum, minimum })
  if (most > 999_999) throw invalidRequest('The maximum can be up to 999999.', { param: `${param}[maximum]` })
  if (least < 0 || least > most)
    throw invalidRequest('The minimum must lie between 0 and the maximum.', { param: `${param}[minimum]` })
  if (quantity > most || quantity < least)
    throw invalidRequest('The quantity must lie between the minimum and the maximum.', { param })
  return { enabled, maximum: most, minimum: least }
}

/** Nothing where the customer has no choice. */
export function limitsOf(adjustable: Partial<Adjustable> | null | undefined): Limits | null {
  return adjustable?.enabled ? withDefaults(adjustable) : null
}

function withDefaults({ minimum, maximum }: { minimum?: number | null; maximum?: number | null }): Limits {
  return { minimum: minimum ?? 0, maximum: maximum ?? 99 }
}
