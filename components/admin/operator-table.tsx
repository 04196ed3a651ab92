import { Badge } from '#components/ui/badge.tsx'
import { Table } from '#components/ui/table.tsx'
import type { OperatorRole } from '#lib/operators/operator.ts'
import { roleWords } from './operator-role.ts'

export interface OperatorEntry {
  id: string
  email: string
  role: OperatorRole
  disabledAt: Date | null
  passkeyCount: number
}

/** @param self the operator who looks */
export function OperatorTable({ operators, self }: { operators: OperatorEntry[]; self: string }) {
  return (
    <Table
      caption="Operators"
      columns={[
        { key: 'email', label: 'Operator' },
        { key: 'role', label: 'Role' },
        { key: 'passkeys', label: 'Passkeys' },
        { key: 'state', label: 'State' },
      ]}
      rows={operators.map(({ id, email, role, disabledAt, passkeyCount }) => ({
        id,
        cells: {
          email: <a href={`/admin/operators/${id}`}>{id === self ? `${email} (you)` : email}</a>,
          role: roleWords[role],
          passkeys: passkeyCount || 'None yet',
          state: disabledAt ? <Badge tone="caution">Disabled</Badge> : <Badge tone="good">May sign in</Badge>,
        },
      }))}
    />
  )
}
