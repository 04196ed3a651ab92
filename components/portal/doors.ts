// The pages of the portal that a policy may open.
export const doorHrefs = {
  home: '/',
  plans: '/plans',
  buy: '/buy',
  payment_methods: '/payment-methods',
  invoices: '/invoices',
  manage: '/manage',
} as const

export type Door = keyof typeof doorHrefs

/** Whether a page hangs under a door, as `/pay/in_1` hangs under Invoices. */
export function isBehind(door: Door, pathname: string): boolean {
  if (door === 'home') return pathname === '/'
  if (door === 'invoices' && pathname.startsWith('/pay/')) return true
  const href = doorHrefs[door]
  return pathname === href || pathname.startsWith(`${href}/`)
}
