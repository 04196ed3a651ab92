import type { MemberLogin } from '#lib/access/member-login.ts'
import type { Services } from '#lib/services.ts'
import { callStripe, isMissing } from '#lib/stripe/call-stripe.ts'

/** Whether it was this customer's, and is over. Another customer's answers as one that does not exist. */
export async function isOwnEndedSubscription(
  { stripe }: Pick<Services, 'stripe'>,
  { login, subscription }: { login: Pick<MemberLogin, 'customerId'>; subscription: string },
): Promise<boolean> {
  try {
    const { value } = await callStripe(stripe, (client, options) =>
      client.subscriptions.retrieve(subscription, {}, options),
    )
    const owner = typeof value.customer === 'string' ? value.customer : value.customer.id
    return (owner === login.customerId || value.customer_account === login.customerId) && value.ended_at !== null
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}
