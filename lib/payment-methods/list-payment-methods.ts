import type { MemberLogin } from '#lib/access/member-login.ts'
import type { Services } from '#lib/services.ts'
import { callStripe } from '#lib/stripe/call-stripe.ts'
import { refuseMissingCustomer } from '#lib/stripe/missing-customer.ts'
import { type SavedPaymentMethod, viewPaymentMethod } from './payment-method.ts'

/** Everything that the customer saved, newest first, whatever its type and mark. */
export async function listPaymentMethods(
  { stripe }: Pick<Services, 'stripe'>,
  { customer }: Pick<MemberLogin, 'customer'>,
): Promise<SavedPaymentMethod[]> {
  const { value } = await callStripe(stripe, (client, options) =>
    client.paymentMethods.list({ ...customer, limit: 100 }, options),
  ).catch(refuseMissingCustomer)
  return value.data.map(viewPaymentMethod)
}
