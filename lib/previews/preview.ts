// An operator's read-only look at a customer's pages, as an owner of that customer would see them.
import { customerRef } from '#lib/access/customer-ref.ts'
import type { Reader } from '#lib/access/member-login.ts'
import type { Operator } from '#lib/operators/operator.ts'

export const previewLifetimeSeconds = 10 * 60

/** Deliberately no `MemberLogin`: what mints or changes does not take it. */
export interface Preview extends Reader {
  previewId: string
  /** Who really looks. */
  operator: Operator
  endsAt: Date
}

export interface PreviewRow {
  id: string
  customer: string
  customerName: string | null
  endsAt: Date
}

export function previewOf(
  { id, customer, customerName, endsAt }: PreviewRow,
  scope: string,
  operator: Operator,
): Preview {
  return {
    previewId: id,
    operator,
    endsAt,
    scope,
    role: 'owner',
    customer: customerRef(customer),
    customerId: customer,
    name: customerName,
    email: null,
    locale: null,
  }
}

export function isPreview(reader: Reader): reader is Preview {
  return 'previewId' in reader
}

export function isPreviewOver({ endsAt }: Preview, now: Date): boolean {
  return endsAt.getTime() <= now.getTime()
}
