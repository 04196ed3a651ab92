import { Wrappers } from './wrappers.tsx'

export const dynamic = 'force-dynamic'

export default function Page() {
  return <Wrappers />
}
