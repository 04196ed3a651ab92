// Whom the portal is for, in Stripe's own two spellings.
export type CustomerRef = { customer: string } | { customer_account: string }

/** `cus_…` is a customer, `acct_…` an account that is billed as one. */
export function customerRef(id: string): CustomerRef {
  return id.startsWith('acct_') ? { customer_account: id } : { customer: id }
}

export const customerIdPattern = /^(cus|acct)_[A-Za-z0-9]{1,250}$/
