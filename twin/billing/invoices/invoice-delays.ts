// How long Stripe waits with the invoices of a subscription.

/** A draft is left to the host for an hour before it is final. */
export const draftSeconds = 60 * 60

/** For what waits for a payment to begin, change or resume. */
export const secondsToPay = 23 * 60 * 60
