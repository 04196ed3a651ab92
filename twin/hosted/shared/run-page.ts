// A person's step on a hosted page: done in one transaction, with a refusal turned into words for the page.
import type { Account } from '../../kernel/account.ts'
import type { Context } from '../../kernel/context.ts'
import { StripeError } from '../../kernel/stripe-error.ts'

export type Step<Result> = { kind: 'done'; result: Result } | { kind: 'refused'; message: string }

export function runStep<Result>(account: Account, work: (context: Context) => Result, about?: string): Step<Result> {
  try {
    return { kind: 'done', result: account.run({ kind: 'page' }, work, about === undefined ? {} : { about }) }
  } catch (error) {
    if (error instanceof StripeError) return { kind: 'refused', message: error.message }
    throw error
  }
}

export async function readForm(request: Request): Promise<URLSearchParams> {
  return new URLSearchParams(await request.text())
}
