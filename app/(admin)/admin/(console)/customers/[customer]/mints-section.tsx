import { JsonDetails } from '#components/admin/json-details.tsx'
import { Moment } from '#components/admin/moment.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { Section } from '#components/ui/section.tsx'
import { Table } from '#components/ui/table.tsx'
import { type Mint, mostMints } from '#lib/mints/list-mints.ts'
import { unknownOutcome } from '#lib/mints/record-mint.ts'

export function MintsSection({ mints }: { mints: Mint[] }) {
  return (
    <Section
      anchor="mints"
      title={`The last ${mostMints} mints`}
      description="What Portico asked of Stripe for this customer. The secrets are kept nowhere."
    >
      {mints.length === 0 ? (
        <Empty title="None yet">
          A row appears when the customer opens a page with a component, or goes on to the portal.
        </Empty>
      ) : (
        <Table
          caption="Mints, the latest first"
          columns={[
            { key: 'at', label: 'When' },
            { key: 'what', label: 'What' },
            { key: 'outcome', label: 'Outcome' },
            { key: 'by', label: 'By' },
            { key: 'versions', label: 'Settings' },
            { key: 'request', label: 'Stripe’s request' },
          ]}
          rows={mints.map((mint) => ({ id: String(mint.id), cells: cellsOf(mint) }))}
        />
      )}
    </Section>
  )
}

function cellsOf(mint: Mint) {
  const { at, kind, page, outcome, memberName, memberEmail, parameters, policyRevision, overrideVersion } = mint
  return {
    at: <Moment at={at} />,
    what: (
      <>
        {kinds[kind]}
        {page && (
          <>
            {' '}
            <code>{page}</code>
          </>
        )}
        <JsonDetails summary="Parameters" json={parameters} />
      </>
    ),
    outcome: <Outcome outcome={outcome} />,
    by: memberName ?? memberEmail ?? 'Not known',
    versions: `Version ${policyRevision}${overrideVersion ? `, override ${overrideVersion}` : ''}`,
    request: mint.stripeRequestId ? <code>{mint.stripeRequestId}</code> : 'None',
  }
}

function Outcome({ outcome }: Pick<Mint, 'outcome'>) {
  if (outcome === 'granted') return <Badge tone="good">Granted</Badge>
  if (outcome === unknownOutcome) return <Badge>Not known</Badge>
  return <Badge tone="bad">{outcome}</Badge>
}

const kinds: Record<Mint['kind'], string> = {
  customer_session: 'Customer session',
  portal_session: 'Portal session',
  setup_intent: 'Setup intent',
}
