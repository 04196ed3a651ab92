// What Stripe appends to an address when it sends a customer back. Its `…_client_secret` is read by nobody.
import { flowNames } from '#lib/catalogue/flows.ts'

const patterns = {
  setup_intent: /^seti_\w{1,250}$/,
  payment_intent: /^pi_\w{1,250}$/,
  session_id: /^cs_\w{1,250}$/,
  flow: new RegExp(`^(portal_homepage|${flowNames.join('|')})$`),
  subscription: /^sub_\w{1,250}$/,
}

export type ReturnMarks = Partial<Record<keyof typeof patterns, string>>

/** Only what we know, and only where it is well-formed. */
export function readReturnMarks(query: URLSearchParams): ReturnMarks {
  return Object.fromEntries(
    Object.entries(patterns).flatMap(([name, pattern]) => {
      const value = query.get(name)
      return value !== null && pattern.test(value) ? [[name, value]] : []
    }),
  )
}

/** The same visit once more, without Stripe's secret, for whoever must sign in first. */
export function returnPathOf(marks: ReturnMarks): string {
  return `/return?${new URLSearchParams(marks)}`
}
