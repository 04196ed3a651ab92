import type { Metadata } from 'next'
import { Moment } from '#components/admin/moment.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { Page } from '#components/ui/page.tsx'
import { Table } from '#components/ui/table.tsx'
import { type ListedOverride, listOverrides } from '#lib/overrides/list-overrides.ts'
import { getServices } from '#lib/services.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { getPageOperator } from '#lib/web/page-operator.ts'

export const metadata: Metadata = { title: 'Overrides' }

export default async function OverridesPage() {
  await getPageOperator()
  const services = getServices()
  const overrides = await listOverrides(services, await getScope(services))
  return (
    <Page title="Overrides" intro="Every customer who has something of their own, the latest change first.">
      {overrides.length === 0 ? (
        <Empty
          title="Everyone gets the same"
          action={<LinkButton href="/admin/customers">Look for a customer</LinkButton>}
        >
          An override is set on the page of one customer.
        </Empty>
      ) : (
        <Table
          caption="Overrides"
          columns={[
            { key: 'customer', label: 'Customer' },
            { key: 'differences', label: 'Differs from everyone' },
            { key: 'note', label: 'Note' },
            { key: 'ends', label: 'Ends' },
            { key: 'by', label: 'Changed' },
          ]}
          rows={overrides.map((override) => ({ id: override.customer, cells: cellsOf(override) }))}
        />
      )}
    </Page>
  )
}

function cellsOf({ customer, differences, note, endsAt, isInForce, operatorName, updatedAt }: ListedOverride) {
  return {
    customer: (
      <a href={`/admin/customers/${customer}`}>
        <code>{customer}</code>
      </a>
    ),
    differences:
      differences.length === 0 ? (
        'Nothing now: everyone has the same'
      ) : (
        <ul>
          {differences.map(({ name, label, before, after }) => (
            <li key={name}>
              {label}: {after} (everyone: {before})
            </li>
          ))}
        </ul>
      ),
    note: note ?? 'None',
    ends: endsAt ? (
      <>
        {!isInForce && <Badge tone="neutral">Ended</Badge>} <Moment at={endsAt} />
      </>
    ) : (
      'No end'
    ),
    by: (
      <>
        {operatorName ?? 'Command line'}, <Moment at={updatedAt} />
      </>
    ),
  }
}
