import { Banner } from '#components/ui/banner.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import type { Home } from '#lib/home/get-home.ts'
import type { Translator } from '#lib/messages/translate.ts'
import { labelPaymentMethod } from '#lib/payment-methods/payment-method.ts'
import { isComponentOffered } from '#lib/policy/policy.ts'
import type { CardOutcome, FlowOutcome } from '#lib/returns/find-flow-outcome.ts'
import { LeftOpen } from '../../left-open.tsx'
import type { PortalContext } from '../../portal-context.ts'
import { namePlan } from '../subscription-words.ts'

interface FlowBannerProps {
  outcome: FlowOutcome
  home: Home
  context: PortalContext
}

/** After a flow at Stripe: what holds now. */
export function FlowBanner({ outcome, home, context }: FlowBannerProps) {
  const isDone = !['back', 'plan_goes_on', 'plan_not_paused'].includes(outcome.kind)
  return (
    <Banner tone={isDone ? 'good' : 'note'} live>
      {outcome.kind === 'card' ? (
        <CardWords outcome={outcome} home={home} context={context} />
      ) : (
        <p>{describeOutcome(outcome, context.t)}</p>
      )}
    </Banner>
  )
}

function describeOutcome(outcome: Exclude<FlowOutcome, CardOutcome>, t: Translator): string {
  switch (outcome.kind) {
    case 'back':
      return t('home.done_back')
    case 'plan_is':
      return t('home.done_plan_is', { plan: namePlan(outcome.plan, t) })
    case 'plan_will_change':
    case 'plan_ended':
    case 'plan_goes_on':
    case 'plan_not_paused':
      return t(`home.done_${outcome.kind}`, { plan: outcome.plan.name })
    case 'plan_ends':
      return t('home.done_plan_ends', { plan: outcome.plan.name, date: t.date(outcome.at) })
    case 'plan_paused':
      return outcome.until === null
        ? t('home.done_plan_paused_undated', { plan: outcome.plan.name })
        : t('home.done_plan_paused', { plan: outcome.plan.name, date: t.date(outcome.until) })
    case 'details':
      return outcome.email === null || outcome.email === outcome.name
        ? t('home.done_details', { name: outcome.name })
        : t('home.done_details_email', { name: outcome.name, email: outcome.email })
  }
}

/** What the card pays, what it does not, and what is still open. */
function CardWords({
  outcome: { method, isNew, pays, doesNotPay },
  home,
  context,
}: {
  outcome: CardOutcome
  home: Home
  context: PortalContext
}) {
  const { t, policy, mayChange } = context
  const label = labelPaymentMethod(method)
  const list = (plans: { name: string }[]) => new Intl.ListFormat(t.locale).format(plans.map(({ name }) => name))
  const holds =
    pays.length > 0
      ? t('home.done_card_pays', { method: label, plans: list(pays) })
      : t('home.done_card_saved', { method: label })
  const mayChoose = doesNotPay.length > 0 && mayChange && isComponentOffered(policy, 'payment_element')
  const choose = new URLSearchParams({ done: 'saved', payment_method: method.id })
  return (
    <>
      <p>{isNew ? `${t('home.done_card_new')} ${holds}` : holds}</p>
      {doesNotPay.length > 0 && (
        <p>{t('home.done_card_not_paying', { plans: list(doesNotPay), count: doesNotPay.length })}</p>
      )}
      {mayChoose && (
        <div>
          <LinkButton href={`/payment-methods?${choose}`}>{t('home.done_card_choose')}</LinkButton>
        </div>
      )}
      <LeftOpen openInvoices={home.openInvoices} context={context} />
    </>
  )
}
