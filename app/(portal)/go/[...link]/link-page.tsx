import type { ReactNode } from 'react'
import { NotOffered } from '#components/portal/not-offered.tsx'
import { Button, LinkButton } from '#components/ui/button.tsx'
import { Page } from '#components/ui/page.tsx'
import type { InvoiceToPay } from '#lib/invoices/payable-invoice.ts'
import type { LinkState } from '#lib/links/find-link-state.ts'
import type { PayState } from '#lib/links/find-pay-state.ts'
import { offeredDoors } from '../../../offered-doors.ts'
import type { PortalContext } from '../../../portal-context.ts'
import { PortalSessionForm } from '../../../portal-session-form.tsx'
import { signInElsewhereHref } from '../../../sign-in-elsewhere-href.ts'
import { namePrice } from '../../subscription-words.ts'
import { DeadEnd } from './dead-end.tsx'
import styles from './link-page.module.css'

export type PageState = LinkState | Exclude<PayState, { kind: 'go_on' }> | { kind: 'unknown' }

interface LinkPageProps {
  state: PageState
  path: string
  context: PortalContext
}

type Ready = Extract<LinkState, { kind: 'ready' }>
type Choose = Extract<LinkState, { kind: 'choose' }>
type Nothing = Extract<LinkState, { kind: 'nothing_to_do' }>

/** What a link means for this customer now, and the next step from there. */
export function LinkPage({ state, path, context }: LinkPageProps): ReactNode {
  const { t, company } = context
  switch (state.kind) {
    case 'ready':
      return <ReadyPage state={state} context={context} />
    case 'choose':
      return <ChoosePage state={state} path={path} context={context} />
    case 'nothing_to_do':
      return <NothingPage state={state} context={context} />
    case 'pay_at_stripe':
      return <PayAtStripePage invoice={state.invoice} url={state.url} context={context} />
    case 'not_offered':
      return <NotOffered t={t} company={company} />
    case 'ask_owner':
      return <DeadEnd title={t('go.ask_owner_title')} text={t('go.ask_owner_text')} context={context} />
    case 'unknown':
      return <DeadEnd title={t('go.unknown_title')} text={t('go.unknown_text')} context={context} />
    case 'not_yours':
      return <NotYoursPage path={path} context={context} />
  }
}

function ReadyPage({ state: { flow, plan, price, item }, context }: { state: Ready; context: PortalContext }) {
  const { t } = context
  const values = { plan: plan?.name ?? '', price: price ? namePrice(price, t) : '' }
  return (
    <Page title={t(`go.${flow}`, values)} intro={t(`go.${flow}_text`)}>
      <PortalSessionForm flow={flow} subscription={plan?.id} item={item} price={price?.id} context={context}>
        <div className={styles.ways}>
          <Button kind="primary">{t(`go.${flow}_button`)}</Button>
          <LinkButton href="/">{t('go.back_home')}</LinkButton>
        </div>
      </PortalSessionForm>
    </Page>
  )
}

function ChoosePage({
  state: { flow, plans },
  path,
  context: { t },
}: {
  state: Choose
  path: string
  context: PortalContext
}) {
  return (
    <Page title={t('go.choose_title')} intro={t('go.choose_text')}>
      <ul className={styles.plans}>
        {plans.map(({ id, name }) => (
          <li key={id}>
            <LinkButton href={`${path}/${id}`}>{t(`go.${flow}`, { plan: name })}</LinkButton>
          </li>
        ))}
      </ul>
    </Page>
  )
}

function PayAtStripePage({
  invoice,
  url,
  context: { t },
}: {
  invoice: InvoiceToPay
  url: string
  context: PortalContext
}) {
  const values = { number: invoice.number ?? t('attention.no_number'), amount: t.money(invoice) }
  return (
    <Page title={t('go.pay_title', values)} intro={t('go.pay_text', values)}>
      <div className={styles.ways}>
        <LinkButton kind="primary" href={url} rel="noopener">
          {t('attention.pay_at_stripe', values)}
        </LinkButton>
        <LinkButton href="/">{t('go.back_home')}</LinkButton>
      </div>
    </Page>
  )
}

function NothingPage({ state: { why, plan }, context }: { state: Nothing; context: PortalContext }) {
  const { t, company, policy } = context
  const values = { plan: plan?.name ?? '', company: company.name }
  const sellsPlans = (why === 'no_plan' || why === 'ended') && offeredDoors(policy).includes('plans')
  return (
    <DeadEnd title={t(`go.${why}_title`, values)} text={t(`go.${why}_text`, values)} context={context}>
      {sellsPlans && <LinkButton href="/plans">{t('go.see_plans')}</LinkButton>}
    </DeadEnd>
  )
}

function NotYoursPage({ path, context }: { path: string; context: PortalContext }) {
  const { t, reader } = context
  const name = reader.name ?? reader.email ?? reader.customerId
  return (
    <DeadEnd title={t('go.not_yours_title')} text={t('go.not_yours_text', { name })} context={context}>
      <LinkButton href={signInElsewhereHref(path)}>{t('go.sign_in_other')}</LinkButton>
    </DeadEnd>
  )
}
