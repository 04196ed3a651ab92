import { readFilterFields, toAuditFilter } from '#lib/audit/audit-filter.ts'
import { exportAudit, exportFormats } from '#lib/audit/export-audit.ts'
import { Refusal } from '#lib/errors.ts'
import { getServices } from '#lib/services.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { getPageOperator } from '#lib/web/page-operator.ts'
import { respondToOperator } from '#lib/web/respond-to-operator.ts'
import { streamText } from '#lib/web/stream-text.ts'

const mediaTypes = { csv: 'text/csv; charset=utf-8', json: 'application/json' } as const

export const GET = respondToOperator(async (request) => {
  await getPageOperator()
  const query = Object.fromEntries(new URL(request.url).searchParams)
  const format = exportFormats.find((name) => name === query.format)
  if (!format) throw new Refusal('invalid_input', { field: 'format', detail: 'format: must be csv or json' })

  const services = getServices()
  const filter = toAuditFilter(readFilterFields(query))
  const text = exportAudit(services, { scope: await getScope(services), filter, format })
  return new Response(streamText(text), {
    headers: {
      'content-type': mediaTypes[format],
      'content-disposition': `attachment; filename="audit.${format}"`,
      'cache-control': 'private, no-store',
    },
  })
})
