import { invalidRequest, notPlayed, resourceMissing } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'
import type { Dispute } from './open-dispute.ts'

type Given = NonNullable<Params<'disputes.update'>['evidence']>

const mostInAll = 150_000
const files: readonly string[] = [
  ...(['cancellation_policy', 'customer_communication', 'customer_signature'] as const),
  ...(['duplicate_charge_documentation', 'receipt', 'refund_policy', 'service_documentation'] as const),
  ...(['shipping_documentation', 'uncategorized_file'] as const),
] satisfies (keyof Given)[]

export function readEvidence(before: Dispute['evidence'], given: Given): Dispute['evidence'] {
  for (const name of ['appeal', 'enhanced_evidence'] as const)
    if (given[name]) throw notPlayed(`the evidence "${name}" of disputes`)
  const said = Object.entries(given).filter(([name]) => name !== 'appeal' && name !== 'enhanced_evidence')
  for (const [name, value] of said) refuseFile(name, String(value))
  const evidence = { ...before, ...Object.fromEntries(said.map(([name, value]) => [name, value || null])) }
  const total = Object.values(evidence).reduce((sum, value) => sum + (typeof value === 'string' ? value.length : 0), 0)
  if (total > mostInAll)
    throw invalidRequest(`The combined character count of all evidence is limited to ${mostInAll}.`, {
      param: 'evidence',
    })
  return evidence as Dispute['evidence']
}

/** No file was ever uploaded to the twin. */
function refuseFile(name: string, value: string) {
  if (value && files.includes(name)) throw resourceMissing('file upload', value, `evidence[${name}]`)
}
