import { ChangeTable } from '#components/admin/change-table.tsx'
import { Moment } from '#components/admin/moment.tsx'
import { ProblemSummary } from '#components/admin/problem-summary.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import type { OverrideForm } from '#lib/overrides/open-override.ts'
import { listOverrideChanges } from '#lib/overrides/override-changes.ts'
import { fromOverrideFields } from '#lib/overrides/override-form.ts'
import type { Policy } from '#lib/policy/policy.ts'
import { policySections } from '#lib/policy/policy-sections.ts'

interface OverrideOutcomeProps {
  /** From the page's address, after a form was saved. */
  outcome: string | string[] | undefined
  form: OverrideForm
  everyone: Policy
  customerId: string
}

/** What became of the last try to save the override. */
export function OverrideOutcome({ outcome, form, everyone, customerId }: OverrideOutcomeProps) {
  const { problems, isConflict, saved } = form
  if (problems.length > 0)
    return <ProblemSummary problems={problems} groups={[{ sections: policySections }]} labels={labels} />
  if (isConflict) return <Conflict form={form} everyone={everyone} page={`/admin/customers/${customerId}`} />
  if (outcome === 'nothing') return <Banner live title="Nothing was different, so nothing was saved." />
  if (outcome === 'removed' && !saved)
    return <Banner tone="good" live title="Removed. This customer gets what everyone gets." />
  if (outcome === 'saved' && saved)
    return (
      <>
        <Banner tone="good" live title="Saved for this customer.">
          <p>Their next page obeys it. What they have open already stays up to 30 minutes as it is.</p>
        </Banner>
        <ChangeTable
          caption="What this customer has of their own"
          changes={listOverrideChanges(everyone, null, saved)}
          before="Everyone"
          after="This customer"
        />
      </>
    )
  return null
}

const labels = { note: 'Note:', last_day: 'Last day:' }

function Conflict({ form, everyone, page }: { form: OverrideForm; everyone: Policy; page: string }) {
  const { saved, fields } = form
  return (
    <>
      <Banner
        tone="caution"
        live
        title={`${saved ? (saved.operatorName ?? 'The command line') : 'Somebody'} ${saved ? 'changed' : 'removed'} this override in the meantime. Nothing of yours was saved.`}
        action={<LinkButton href={page}>Keep theirs</LinkButton>}
      >
        <p>
          {saved && (
            <>
              Changed <Moment at={saved.updatedAt} />.{' '}
            </>
          )}
          The form below holds yours. Saved again, it takes the place of theirs.
        </p>
      </Banner>
      <ChangeTable
        caption="Where the two versions differ"
        changes={listOverrideChanges(everyone, saved ?? null, fromOverrideFields(fields))}
        before="Theirs, saved"
        after="Yours, not saved"
      />
    </>
  )
}
