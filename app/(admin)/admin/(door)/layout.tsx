import type { ReactNode } from 'react'
import { DoorShell } from '#components/admin/door-shell.tsx'

export default function DoorLayout({ children }: { children: ReactNode }) {
  return <DoorShell>{children}</DoorShell>
}
