import type { OperatorRole } from '#lib/operators/operator.ts'

export const roleWords: Record<OperatorRole, string> = {
  owner: 'Owner',
  editor: 'Editor',
  viewer: 'Viewer: looks, changes nothing',
}

export const roleOptions: readonly { value: OperatorRole; label: string }[] = [
  { value: 'owner', label: 'Owner: everything, operators too' },
  { value: 'editor', label: 'Editor: every setting' },
  { value: 'viewer', label: 'Viewer: looks, changes nothing' },
]
