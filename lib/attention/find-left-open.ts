import type { OpenInvoice } from '#lib/invoices/list-open-invoices.ts'

/** After a card was replaced: the failed payment that it was replaced for; of several, the one that presses most. */
export function findLeftOpen(openInvoices: readonly OpenInvoice[]): OpenInvoice | undefined {
  const [first] = openInvoices
    .filter(({ hasFailed, isChargedAutomatically }) => hasFailed && isChargedAutomatically)
    .filter(({ payment }) => payment === 'here' || payment === 'at_stripe')
    .toSorted((one, other) => (one.nextAttemptAt ?? 0) - (other.nextAttemptAt ?? 0))
  return first
}
