import type { Metadata } from 'next'
import { FindingList } from '#components/admin/finding-list.tsx'
import { Button } from '#components/ui/button.tsx'
import { Page } from '#components/ui/page.tsx'
import { Section } from '#components/ui/section.tsx'
import { getServices } from '#lib/services.ts'
import { onlyInDashboard } from '#lib/setup/check-setup.ts'
import { getPageOperator } from '#lib/web/page-operator.ts'
import { getRequestContext } from '#lib/web/request-context.ts'
import styles from './setup.module.css'
import { TryHandOver } from './try-hand-over.tsx'

export const metadata: Metadata = { title: 'Setup' }

export default async function SetupPage() {
  await getPageOperator()
  const { findings, judgedHandoff } = getRequestContext()
  const dashboard = onlyInDashboard(getServices().env.publicOrigin)
  return (
    <Page
      title="Setup"
      intro="Looks at the keys, the portal at Stripe, the hand-over, the public address and the clock."
    >
      <form method="post" action="/admin/setup/check">
        <Button kind="primary">{findings ? 'Look again' : 'Look at everything'}</Button>
      </form>
      {findings && (
        <Section title="What was found">
          <FindingList findings={findings} />
        </Section>
      )}
      <TryHandOver judged={judgedHandoff} />
      <Section title="Only Stripe’s dashboard can do these">
        <ul className={styles.list}>
          {dashboard.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Section>
    </Page>
  )
}
