import { z } from 'zod'
import { Refusal } from '#lib/errors.ts'
import { findOverride } from '#lib/overrides/override-store.ts'
import { getServices } from '#lib/services.ts'
import { numberField } from '#lib/settings/form-fields.ts'
import { readForm } from '#lib/web/read-form.ts'
import { requireOperator } from '#lib/web/require-operator.ts'
import { respondToOperator } from '#lib/web/respond-to-operator.ts'
import { seeOther } from '#lib/web/see-other.ts'
import { type CustomerRoute, readCustomer } from '../../read-customer.ts'
import { saveJudged } from '../save-judged.ts'

const body = z.strictObject({ revision: numberField })

export const POST = respondToOperator(async (request, route: CustomerRoute) => {
  const { login, audit } = await requireOperator(request, 'edit')
  const { customer, page } = await readCustomer(route)
  const { revision } = await readForm(request, body)
  const { version } = await findOverride(getServices().database, { scope: audit.scope, customer })
  // As for saving: judged against the very version that it replaces.
  if (version !== Number(revision)) throw new Refusal('revision_conflict')
  const nothing = { values: {}, note: null, endsAt: null }
  const outcome = await saveJudged({ login, audit }, { ...nothing, customer, expectedVersion: version })
  if (outcome.kind === 'conflict') throw new Refusal('revision_conflict')
  return seeOther(`${page}?override=removed`)
})
