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
  /** Tokens and links that were refused; one that is right counts nothing. */
  failed_entry_by_address: { burst: 300, perSecond: 1 },
  /** What a browser that nobody is signed in with asks to have signed; each is a row for five minutes. */
  passkey_challenge_by_address: { burst: 300, perSecond: 1 },
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof limits
