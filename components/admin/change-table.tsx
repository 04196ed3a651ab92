import { Table } from '#components/ui/table.tsx'
import type { Change } from '#lib/settings/changes.ts'

interface ChangeTableProps {
  caption: string
  changes: Change[]
  before: string
  after: string
}

/** Two versions side by side, in words. */
export function ChangeTable({ caption, changes, before, after }: ChangeTableProps) {
  return (
    <Table
      caption={caption}
      columns={[
        { key: 'label', label: 'Setting' },
        { key: 'before', label: before },
        { key: 'after', label: after },
      ]}
      rows={changes.map(({ name, ...cells }) => ({ id: name, cells }))}
    />
  )
}
