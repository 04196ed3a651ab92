import type { MemberLogin } from '#lib/access/member-login.ts'
import { Refusal } from '#lib/errors.ts'
import type { Services } from '#lib/services.ts'
import { callStripe } from '#lib/stripe/call-stripe.ts'

export type NextCharge =
  | { kind: 'charge'; amountMinor: number; currency: string; at: number }
  | { kind: 'nothing' }
  /** Stripe could not say; the page is right without it. */
  | { kind: 'unknown' }

/** What a subscription of the customer's costs next, and when; taxes, discounts and credit included. */
export async function previewNextCharge(
  { stripe }: Pick<Services, 'stripe'>,
  { login, subscription }: { login: Pick<MemberLogin, 'customer'>; subscription: string },
): Promise<NextCharge> {
  try {
    const { value } = await callStripe(stripe, (client, options) =>
      client.invoices.createPreview({ ...login.customer, subscription }, options),
    )
    const { amount_due: amountMinor, currency, next_payment_attempt, due_date, period_end } = value
    return { kind: 'charge', amountMinor, currency, at: next_payment_attempt ?? due_date ?? period_end }
  } catch (error) {
    if (hasNothingUpcoming(error)) return { kind: 'nothing' }
    if (error instanceof Refusal) return { kind: 'unknown' }
    throw error
  }
}

function hasNothingUpcoming(error: unknown): boolean {
  return error instanceof Refusal && (error.cause as { code?: unknown } | undefined)?.code === 'invoice_upcoming_none'
}
