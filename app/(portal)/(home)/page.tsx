import { Banner } from '#components/ui/banner.tsx'
import { Page } from '#components/ui/page.tsx'
import { getHome } from '#lib/home/get-home.ts'
import { offeredDoors } from '../../offered-doors.ts'
import { getPortalContext } from '../../portal-context.ts'
import { titled } from '../../titled.ts'
import { withProblems } from '../../with-problems.tsx'
import { AttentionList } from './attention-list.tsx'
import { DoorList } from './door-list.tsx'
import { PlanList } from './plan-list.tsx'

interface HomeProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export const generateMetadata = titled('home.title')

export default withProblems(async function HomePage({ searchParams }: HomeProps) {
  const context = await getPortalContext()
  const { services, login, policy, t } = context
  const [home, { done }] = await Promise.all([getHome(services, login), searchParams])
  const doors = offeredDoors(policy)

  const name = home.customer?.name ?? login.name ?? home.customer?.email ?? login.customerId
  const email = home.customer?.email
  return (
    <Page
      title={t('home.title')}
      intro={email && email !== name ? t('home.billed_to_email', { name, email }) : t('home.billed_to', { name })}
    >
      {isDone(done) && (
        <Banner tone={doneTones[done]} live>
          {t(`home.done_${done}`)}
        </Banner>
      )}
      {home.openInvoices.length > 0 && <AttentionList invoices={home.openInvoices} context={context} />}
      <PlanList home={home} context={context} doors={doors} />
      <DoorList doors={doors} t={t} />
    </Page>
  )
})

// What `/return` may say that happened. The page below it shows what holds.
const doneTones = {
  plan_bought: 'good',
  purchase: 'good',
  payment_processing: 'note',
  flow: 'note',
  not_finished: 'note',
} as const

function isDone(done: unknown): done is keyof typeof doneTones {
  return typeof done === 'string' && Object.hasOwn(doneTones, done)
}
