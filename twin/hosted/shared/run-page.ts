// A person's step on a hosted page: done in one transaction, with a refusal turned into words for the page.
import type { Account } from '../../kernel/account.ts'
import type { Context } from '../../kernel/context.ts'
import { StripeError } from '../../kernel/stripe-error.ts'
import type { SharedTexts } from './texts/en.ts'
import type { Problem } from './typed-form.ts'

export type Step<Result> = { kind: 'done'; result: Result } | ({ kind: 'refused'; codes: string[] } & Problem)

export function runStep<Result>(account: Account, work: (context: Context) => Result, about?: string): Step<Result> {
  try {
    return { kind: 'done', result: account.run({ kind: 'page' }, work, about === undefined ? {} : { about }) }
  } catch (error) {
    if (!(error instanceof StripeError)) throw error
    const { code = '', decline_code: reason = '', param } = error.fields
    return { kind: 'refused', message: error.message, field: fieldsOf[code] ?? param, codes: [reason, code] }
  }
}

/** A refusal in the language of the page. */
export function problemIn(t: SharedTexts, { message, field, codes }: Problem & { codes: string[] }): Problem {
  const known = codes.find((code) => Object.hasOwn(t.refusals, code))
  return { field, message: known ? (t.refusals[known] ?? message) : message }
}

/** The field that an error's code is about. */
const fieldsOf: Record<string, string> = {
  incorrect_number: 'cardNumber',
  invalid_number: 'cardNumber',
  invalid_expiry_month: 'cardExpiry',
  invalid_expiry_year: 'cardExpiry',
  expired_card: 'cardExpiry',
  incorrect_cvc: 'cardCvc',
  invalid_cvc: 'cardCvc',
  tax_id_invalid: 'tax_id_value',
}

export async function readForm(request: Request): Promise<URLSearchParams> {
  return new URLSearchParams(await request.text())
}
