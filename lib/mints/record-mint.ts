import { mints } from '#lib/database/schema.ts'
import { Refusal } from '#lib/errors.ts'
import { announce } from '#lib/notices.ts'
import type { Services } from '#lib/services.ts'
import type { StripeAnswer } from '#lib/stripe/call-stripe.ts'

export interface MintToRecord {
  scope: string
  kind: (typeof mints.$inferInsert)['kind']
  memberId: string | null
  customer: string
  page: string | null
  /** As sent to Stripe; never its answer, which holds the secret. */
  parameters: object
  policyRevision: number
  /** The customer's own override, where one applied. */
  overrideVersion: number | null
}

/**
 * Runs one mint and leaves one row of it, whether Stripe granted or refused it.
 * A mint whose row cannot be written is not handed out: nobody could tell later what was granted.
 */
export async function recordMint<Value>(
  { database }: Pick<Services, 'database'>,
  mint: MintToRecord,
  run: () => Promise<StripeAnswer<Value>>,
): Promise<Value> {
  try {
    const { value, requestId } = await run()
    await keep({ stripeRequestId: requestId, outcome: 'granted' })
    return value
  } catch (error) {
    if (error instanceof Refusal) await keep({ stripeRequestId: findRequestId(error), outcome: error.code })
    throw error
  }

  async function keep(result: { stripeRequestId: string | undefined; outcome: string }) {
    announce('mint', { kind: mint.kind, ...result })
    await database.insert(mints).values({ ...mint, ...result })
  }
}

function findRequestId({ cause }: Refusal): string | undefined {
  return typeof cause === 'object' && cause !== null && 'requestId' in cause && typeof cause.requestId === 'string'
    ? cause.requestId
    : undefined
}
