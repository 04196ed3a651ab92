import { Banner } from '#components/ui/banner.tsx'
import { Page } from '#components/ui/page.tsx'
import { findAttention } from '#lib/attention/find-attention.ts'
import { flowNames } from '#lib/catalogue/flows.ts'
import { getHome, type Home } from '#lib/home/get-home.ts'
import { isComponentOffered } from '#lib/policy/policy.ts'
import { findFlowOutcome } from '#lib/returns/find-flow-outcome.ts'
import { offeredDoors } from '../../offered-doors.ts'
import { getPortalContext, type PortalContext } from '../../portal-context.ts'
import { titled } from '../../titled.ts'
import { updateCardHref } from '../../update-card-href.ts'
import { withProblems } from '../../with-problems.tsx'
import { AttentionList } from './attention-list.tsx'
import { DoorList } from './door-list.tsx'
import { FlowBanner } from './flow-banner.tsx'
import { PlanList } from './plan-list.tsx'

type Query = Record<string, string | string[] | undefined>

export const generateMetadata = titled('home.title')

export default withProblems(async function HomePage({ searchParams }: { searchParams: Promise<Query> }) {
  const context = await getPortalContext()
  const { services, reader, policy, t } = context
  const [home, query] = await Promise.all([getHome(services, reader), searchParams])
  const doors = offeredDoors(policy)
  const attention = findAttention({
    plans: [...home.plans, ...home.pastPlans.map((plan) => ({ ...plan, paidBy: null }))],
    openInvoices: home.openInvoices,
    role: reader.role,
    offers: {
      payingHere: isComponentOffered(policy, 'payment_element'),
      cardUpdate: updateCardHref(policy) !== null,
      plans: doors.includes('plans'),
    },
    now: services.now(),
  })

  const name = home.customer?.name ?? reader.name ?? home.customer?.email ?? reader.customerId
  const email = home.customer?.email
  return (
    <Page
      title={t('home.title')}
      intro={email && email !== name ? t('home.billed_to_email', { name, email }) : t('home.billed_to', { name })}
    >
      <DoneBanner query={query} home={home} context={context} />
      {attention.length > 0 && <AttentionList cards={attention} context={context} />}
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
  not_finished: 'note',
} as const

function DoneBanner({ query, home, context }: { query: Query; home: Home; context: PortalContext }) {
  const { done } = query
  const flow = flowNames.find((name) => name === done)
  if (flow) {
    const subscription = typeof query.subscription === 'string' ? query.subscription : undefined
    const outcome = findFlowOutcome({ flow, subscription, home, now: context.services.now() })
    return <FlowBanner outcome={outcome} home={home} context={context} />
  }
  if (typeof done !== 'string' || !Object.hasOwn(doneTones, done)) return null
  const known = done as keyof typeof doneTones
  return (
    <Banner tone={doneTones[known]} live>
      {context.t(`home.done_${known}`)}
    </Banner>
  )
}
