import { emptyParameter, invalidRequest } from '../kernel/stripe-error.ts'

/** Stripe counts these in characters, of which there must be one. */
export function checkLength(text: string | undefined, maximum: number, param: string) {
  if (text === '') throw emptyParameter(param)
  if (text === undefined || text.length <= maximum) return
  throw invalidRequest(
    `Invalid string: ${text.slice(0, 10)}...${text.slice(-10)}; must be at most ${maximum} characters`,
    {
      param,
    },
  )
}
