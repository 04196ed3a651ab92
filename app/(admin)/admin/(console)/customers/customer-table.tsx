import { Moment } from '#components/admin/moment.tsx'
import { Table } from '#components/ui/table.tsx'
import type { FoundCustomer } from '#lib/customers/search-customers.ts'

export function CustomerTable({ customers }: { customers: FoundCustomer[] }) {
  return (
    <Table
      caption="Customers that were found"
      columns={[
        { key: 'name', label: 'Name' },
        { key: 'email', label: 'E-mail' },
        { key: 'id', label: 'Id' },
        { key: 'created', label: 'Created' },
      ]}
      rows={customers.map(({ id, name, email, createdAt }) => ({
        id,
        cells: {
          name: <a href={`/admin/customers/${id}`}>{name ?? email ?? id}</a>,
          email: email ?? 'None',
          id: <code>{id}</code>,
          created: createdAt ? <Moment at={createdAt} /> : 'Not known',
        },
      }))}
    />
  )
}
