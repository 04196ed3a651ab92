import { Refusal } from '#lib/errors.ts'
import { announce } from '#lib/notices.ts'
import type { Services } from '#lib/services.ts'
import type { StripeAnswer } from '#lib/stripe/call-stripe.ts'
import { insertMint, type MintResult, type MintRow, setMintResult } from './mint-store.ts'

/** Of a row whose mint is under way, or whose process ended before it could say more. */
export const unknownOutcome = 'unknown'

const finishing = new Set<Promise<void>>()

/**
 * Runs one mint and leaves one row of it, whether Stripe granted or refused it. The row is written while Stripe works,
 * as `unknown`; it learns the outcome once the answer is on its way.
 * A mint whose row cannot be written is not handed out: nobody could tell later what was granted.
 */
export async function recordMint<Value>(
  { database }: Pick<Services, 'database'>,
  mint: MintRow,
  run: () => Promise<StripeAnswer<Value>>,
): Promise<Value> {
  const [row, answer] = await Promise.allSettled([insertMint(database, { ...mint, outcome: unknownOutcome }), run()])
  const result = resultOf(answer)
  if (result) announce('mint', { kind: mint.kind, ...result })
  if (result && row.status === 'fulfilled') finish(setMintResult(database, row.value, result))
  if (answer.status === 'rejected') throw answer.reason
  if (row.status === 'rejected') throw row.reason
  return answer.value.value
}

/** Resolves when every row knows its outcome, as far as it ever will. */
export async function finishMints(): Promise<void> {
  await Promise.all(finishing)
}

function finish(writing: Promise<void>) {
  // The row stays, and says that its outcome is unknown.
  const settled = writing.catch(() => {}).finally(() => finishing.delete(settled))
  finishing.add(settled)
}

/** Undefined for a fault of ours, of which nobody knows whether Stripe heard of it. */
function resultOf(answer: PromiseSettledResult<StripeAnswer<unknown>>): MintResult | undefined {
  if (answer.status === 'fulfilled') return { stripeRequestId: answer.value.requestId, outcome: 'granted' }
  const { reason } = answer
  return reason instanceof Refusal ? { stripeRequestId: findRequestId(reason), outcome: reason.code } : undefined
}

function findRequestId({ cause }: Refusal): string | undefined {
  return typeof cause === 'object' && cause !== null && 'requestId' in cause && typeof cause.requestId === 'string'
    ? cause.requestId
    : undefined
}
