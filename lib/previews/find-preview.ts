import type { OperatorLogin } from '#lib/operators/operator.ts'
import type { Services } from '#lib/services.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { type Preview, previewOf } from './preview.ts'
import { findPreviewRow } from './preview-store.ts'

/** The preview that this open login of an operator has begun and not ended. Its time may be over: ask `isPreviewOver`. */
export async function findPreview(services: Services, { id, operator }: OperatorLogin): Promise<Preview | undefined> {
  const scope = await getScope(services)
  const row = await findPreviewRow(services.database, { operatorLoginId: id, scope })
  return row && previewOf(row, scope, operator)
}
