import { NotOffered } from '#components/portal/not-offered.tsx'
import { supportHref } from '#components/portal/support.ts'
import { Banner } from '#components/ui/banner.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { Page } from '#components/ui/page.tsx'
import { Section } from '#components/ui/section.tsx'
import { listOfferedFlows, type OfferedFlow } from '#lib/portal-sessions/list-offered-flows.ts'
import { setStatus } from '#lib/web/request-context.ts'
import { offeredDoors } from '../../offered-doors.ts'
import { getPortalContext } from '../../portal-context.ts'
import { titled } from '../../titled.ts'
import { withProblems } from '../../with-problems.tsx'
import { FlowRow } from './flow-row.tsx'
import styles from './manage.module.css'

export const generateMetadata = titled('manage.title')

export default withProblems(async function ManagePage() {
  const context = await getPortalContext()
  const { services, reader, policy, company, t, mayChange } = context
  if (!offeredDoors(policy).includes('manage')) {
    setStatus(404)
    return <NotOffered t={t} company={company} />
  }

  const { homepage, flows } = await listOfferedFlows(services, { policy, login: reader })
  const forAccount = flows.filter(({ subscription }) => !subscription)
  const values = { company: company.name }
  const support = supportHref(company)
  if (!homepage && flows.length === 0)
    return (
      <Page title={t('manage.title')}>
        <Empty
          title={t('manage.nothing_title')}
          action={support && <LinkButton href={support}>{t('portal.contact_company', values)}</LinkButton>}
        >
          {t('manage.nothing_text', values)}
        </Empty>
      </Page>
    )
  return (
    <Page title={t('manage.title')} intro={t('manage.intro', values)}>
      {!mayChange && <Banner>{t('portal.ask_owner')}</Banner>}
      {(homepage || forAccount.length > 0) && (
        <Section title={t('manage.account')}>
          <ul className={styles.flows}>
            {homepage && <FlowRow flow="homepage" context={context} />}
            {forAccount.map(({ flow }) => (
              <FlowRow key={flow} flow={flow} context={context} />
            ))}
          </ul>
        </Section>
      )}
      {groupBySubscription(flows).map(({ id, name, flows: own }) => (
        <Section key={id} title={name}>
          <ul className={styles.flows}>
            {own.map(({ flow, price, item }) => (
              <FlowRow key={flow} flow={flow} subscription={{ id, name }} price={price} item={item} context={context} />
            ))}
          </ul>
        </Section>
      ))}
    </Page>
  )
})

function groupBySubscription(flows: OfferedFlow[]): { id: string; name: string; flows: OfferedFlow[] }[] {
  const groups = Map.groupBy(
    flows.filter(({ subscription }) => subscription),
    ({ subscription }) => subscription?.id ?? '',
  )
  return [...groups].map(([id, own]) => ({ id, name: own[0]?.subscription?.name ?? '', flows: own }))
}
