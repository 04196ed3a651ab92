import { Badge } from '#components/ui/badge.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { Section } from '#components/ui/section.tsx'
import { Table } from '#components/ui/table.tsx'
import { explainRedisplay, type Redisplay, redisplayPlaces } from '#lib/payment-methods/explain-redisplay.ts'
import type { PaymentOverview } from '#lib/payment-methods/get-payment-overview.ts'
import { labelPaymentMethod, type SavedPaymentMethod } from '#lib/payment-methods/payment-method.ts'
import type { Policy } from '#lib/policy/policy.ts'
import type { Answer } from '../../ask.ts'
import { redisplayReason } from './redisplay-reason.ts'

export function PaymentMethodsSection({ policy, payments }: { policy: Policy; payments: Answer<PaymentOverview> }) {
  return (
    <Section
      anchor="methods"
      title="Saved payment methods"
      description="As Stripe has them, newest first, and whether Stripe’s form offers them again. The list that Portico itself draws on Payment methods shows all of them."
    >
      {'failure' in payments ? (
        <Banner tone="caution" title={payments.failure} />
      ) : (
        <Methods policy={policy} overview={payments.value} />
      )}
    </Section>
  )
}

function Methods({ policy, overview }: { policy: Policy; overview: PaymentOverview }) {
  const { methods } = overview
  if (methods.length === 0)
    return <Empty title="None">They appear here as soon as the customer saved one, here or anywhere at Stripe.</Empty>

  const explained = explainRedisplay(policy, methods)
  const places = redisplayPlaces.filter(
    ({ component }) => component === 'payment_element' || policy.components[component].enabled,
  )
  const redisplayOf = ({ id }: SavedPaymentMethod) =>
    Object.fromEntries(
      places.map(({ component }) => [component, <Shown key={component} redisplay={explained[component].get(id)} />]),
    )
  return (
    <Table<string>
      caption="Saved payment methods, and where they are shown again"
      columns={[
        { key: 'name', label: 'Payment method' },
        { key: 'mark', label: 'allow_redisplay' },
        { key: 'pays', label: 'Pays' },
        ...places.map(({ component, label }) => ({ key: component, label })),
      ]}
      rows={methods.map((method) => ({
        id: method.id,
        cells: {
          name: (
            <>
              {labelPaymentMethod(method)}
              <br />
              <code>{method.type}</code>
            </>
          ),
          mark: <code>{method.allowRedisplay}</code>,
          pays: whatItPays(method, overview),
          ...redisplayOf(method),
        },
      }))}
    />
  )
}

function Shown({ redisplay }: { redisplay: Redisplay | undefined }) {
  if (redisplay?.kind === 'hidden')
    return (
      <>
        <Badge tone="caution">Hidden</Badge> {redisplayReason[redisplay.because]}
      </>
    )
  return (
    <>
      <Badge tone="good">Shown</Badge>
      {redisplay?.isDoubtful && ` ${redisplayReason.doubtful}`}
    </>
  )
}

function whatItPays({ id }: SavedPaymentMethod, { plans, customerDefault }: PaymentOverview): string {
  const names = plans.filter(({ paidBy, isChargedAutomatically }) => isChargedAutomatically && paidBy === id)
  const rest = customerDefault === id ? ['whatever has no payment method of its own'] : []
  return [...names.map(({ name }) => name), ...rest].join(', ') || 'Nothing'
}
