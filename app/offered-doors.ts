import type { Door } from '#components/portal/doors.ts'
import { flowNames } from '#lib/catalogue/flows.ts'
import { isComponentOffered, isFlowOffered, type Policy } from '#lib/policy/policy.ts'

/** The pages that this policy opens, in the order of the navigation. */
export function offeredDoors(policy: Policy): Door[] {
  const offered: Record<Door, boolean> = {
    home: true,
    plans: isComponentOffered(policy, 'pricing_table') && policy.pricing_tables.length > 0,
    buy: isComponentOffered(policy, 'buy_button') && policy.buy_buttons.length > 0,
    payment_methods: isComponentOffered(policy, 'payment_element'),
    invoices: true,
    manage: policy.portal.homepage || flowNames.some((name) => isFlowOffered(policy, name)),
  }
  return (Object.keys(offered) as Door[]).filter((door) => offered[door])
}
