import type { ReactNode } from 'react'
import { Badge } from '#components/ui/badge.tsx'
import { SkipLink } from '#components/ui/skip-link.tsx'
import type { Operator } from '#lib/operators/operator.ts'
import styles from './console-shell.module.css'
import { roleWords } from './operator-role.ts'

interface ConsoleShellProps {
  /** Stripe's, as in `acct_123`. */
  account: string
  isLive: boolean
  operator: Operator
  pathname: string
  children: ReactNode
}

const doors = [
  { href: '/admin/components', label: 'Components' },
  { href: '/admin/company', label: 'Company' },
  { href: '/admin/customers', label: 'Customers' },
  { href: '/admin/overrides', label: 'Overrides' },
  { href: '/admin/audit', label: 'Audit' },
  { href: '/admin/operators', label: 'Operators' },
  { href: '/admin/setup', label: 'Setup' },
]

/** What stands around every page of the console. */
export function ConsoleShell({ account, isLive, operator, pathname, children }: ConsoleShellProps) {
  return (
    <div className={styles.shell}>
      <SkipLink>Skip to the content</SkipLink>
      <header className={styles.side}>
        <div className={styles.head}>
          <a className={styles.mark} href="/admin">
            Portico
          </a>
          <p className={styles.account}>
            <Badge tone={isLive ? 'bad' : 'note'}>{isLive ? 'Live' : 'Test: no real money'}</Badge>
            <code title="The Stripe account that these settings belong to">{account}</code>
          </p>
        </div>
        <nav aria-label="Console">
          <ul className={styles.doors}>
            {doors.map(({ href, label }) => (
              <li key={href}>
                <a className={styles.door} href={href} aria-current={pathname.startsWith(href) ? 'page' : undefined}>
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className={styles.operator}>
          <p className={styles.name} title={operator.email}>
            <a href={`/admin/operators/${operator.id}`}>{operator.name}</a>
          </p>
          <p className={styles.role}>{roleWords[operator.role]}</p>
          <form method="post" action="/admin/sign-out">
            <button className={styles.signOut} type="submit">
              Sign out
            </button>
          </form>
        </div>
      </header>
      <main className={styles.main} id="content" tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}
