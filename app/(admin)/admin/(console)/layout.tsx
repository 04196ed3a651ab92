import type { ReactNode } from 'react'
import { ConsoleShell } from '#components/admin/console-shell.tsx'
import { getServices } from '#lib/services.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { getPageOperator } from '#lib/web/page-operator.ts'
import { getRequestContext } from '#lib/web/request-context.ts'

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const operator = await getPageOperator()
  const services = getServices()
  const [account = ''] = (await getScope(services)).split(':')
  return (
    <ConsoleShell
      account={account}
      isLive={services.env.stripe.livemode}
      operator={operator}
      pathname={getRequestContext().pathname ?? ''}
    >
      {children}
    </ConsoleShell>
  )
}
