import type { ConnectedTwin } from './connect-twin.ts'

/**
 * Has the bank decline this customer's next charge, whatever card pays, and no other.
 * @param declineCode one of https://docs.stripe.com/declines/codes
 */
export async function declineNextCharge(
  twin: ConnectedTwin,
  customer: { id: string },
  declineCode = 'generic_decline',
): Promise<void> {
  await twin.control('POST', 'declines', { customer: customer.id, decline_code: declineCode })
}
