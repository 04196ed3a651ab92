// Every limit there is. Generous: nobody meets one in normal use, and an office behind one address is one address.
// A bucket holds `burst` requests and gets `perSecond` back.

export interface Limit {
  burst: number
  perSecond: number
}

export const limits = {
  /** What a member changes or mints; each of these costs a call to Stripe. */
  change_by_address: { burst: 2000, perSecond: 20 },
  change_by_customer: { burst: 600, perSecond: 6 },
  change_by_login: { burst: 300, perSecond: 3 },
  /** Pages that a member looks at, each of which asks Stripe several times: unless PAGE_VIEWS_PER_MINUTE says how many. */
  view_by_address: { burst: 1200, perSecond: 20 },
  view_by_customer: { burst: 120, perSecond: 2 },
  /** Tokens and links that were refused; one that is right counts nothing. */
  failed_entry_by_address: { burst: 300, perSecond: 1 },
  /** What a browser that nobody is signed in with asks to have signed; each is a row for five minutes. */
  passkey_challenge_by_address: { burst: 300, perSecond: 1 },
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof limits

/** With as many views as this installation lets a customer have; what an address has grows with it. */
export function limitsWith({
  pageViewsPerMinute,
}: {
  pageViewsPerMinute: number | undefined
}): Record<LimitName, Limit> {
  const { view_by_address, view_by_customer } = limits
  const scale = (pageViewsPerMinute ?? view_by_customer.burst) / view_by_customer.burst
  const scaled = ({ burst, perSecond }: Limit) => ({ burst: burst * scale, perSecond: perSecond * scale })
  return { ...limits, view_by_address: scaled(view_by_address), view_by_customer: scaled(view_by_customer) }
}
