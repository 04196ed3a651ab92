import { getArrivingCustomer } from '#lib/access/get-arriving-customer.ts'
import { type AuditContext, writeAudit } from '#lib/audit/write-audit.ts'
import type { OperatorLogin } from '#lib/operators/operator.ts'
import type { Services } from '#lib/services.ts'
import { previewLifetimeSeconds } from './preview.ts'
import { endPreviewRows, insertPreview, purgePreviews } from './preview-store.ts'

export interface PreviewToStart extends AuditContext {
  login: OperatorLogin
  /** `cus_…` or `acct_…` */
  customer: string
}

/**
 * Lets an operator's login look at a customer's pages for ten minutes, with the audit row of it in one transaction.
 * Another preview of the same login ends.
 * @throws Refusal customer_not_found | customer_deleted | customer_of_other_mode | stripe_unavailable
 */
export async function startPreview(services: Services, { login, customer, ...audit }: PreviewToStart): Promise<void> {
  const { name, email } = await getArrivingCustomer(services, customer)
  const startedAt = services.now()
  const endsAt = new Date(startedAt.getTime() + previewLifetimeSeconds * 1000)
  const preview = { operatorLoginId: login.id, scope: audit.scope, customer, customerName: name ?? email }
  await purgePreviews(services.database, startedAt)
  await services.database.transaction(async (transaction) => {
    await endPreviewRows(transaction, login.id, startedAt)
    await insertPreview(transaction, { ...preview, startedAt, endsAt })
    const after = { customer_name: preview.customerName, ends_at: endsAt.toISOString() }
    await writeAudit(transaction, { ...audit, action: 'preview.started', subject: customer, before: null, after })
  })
}
