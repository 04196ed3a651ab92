import type { Value } from './coerce-scalar.ts'
import type { Shape } from './shape.ts'
import { resolveShape } from './stripe-table.ts'

type Values = { [name: string]: Value }
type Change = { from: string; to: string; since: string; put: (value: Value) => Value }

const formerUiModes: Values = { custom: 'elements', embedded: 'embedded_page', hosted: 'hosted_page' }

/** Parameters and choices that a version took away, and what says the same since. */
const changes: Change[] = [
  {
    from: 'payment_method_types',
    to: 'allowed_payment_method_types',
    since: '2026-09-30',
    put: (types) => types,
  },
  {
    from: 'ui_mode',
    to: 'ui_mode',
    since: '2026-03-25',
    put: (mode) => (typeof mode === 'string' && formerUiModes[mode]) || mode,
  },
  {
    from: 'coupon',
    to: 'promotion',
    since: '2025-09-30',
    put: (coupon) => ({ type: 'coupon', coupon }),
  },
  {
    from: 'coupon',
    to: 'discounts',
    since: '2025-03-31',
    put: (coupon) => coupon && [{ coupon }],
  },
  {
    from: 'promotion_code',
    to: 'discounts',
    since: '2025-03-31',
    put: (code) => code && [{ promotion_code: code }],
  },
  {
    from: 'price',
    to: 'pricing',
    since: '2025-03-31',
    put: (price) => ({ price }),
  },
  {
    from: 'unit_amount',
    to: 'unit_amount_decimal',
    since: '2025-03-31',
    put: (amount) => amount,
  },
]

/**
 * A call that names no version speaks its account's, which may be an old one: the Stripe CLI's triggers do. What was
 * called otherwise then is taken for what it is today; a call that names today's version is held to it.
 */
export function replaceFormerParams(values: Values, shape: Shape | undefined, version: string | null): Values {
  const declared = shape === undefined ? 'any' : resolveShape(shape)
  if (typeof declared !== 'object' || !('fields' in declared)) return values
  const has = (name: string) => name in declared.fields || `${name}?` in declared.fields
  const given = { ...values }
  for (const { from, to, since, put } of changes) {
    const value = given[from]
    const isGone = from === to || !has(from)
    if (value === undefined || !isGone || !has(to) || (version !== null && version >= since)) continue
    delete given[from]
    given[to] = put(value)
  }
  return given
}
