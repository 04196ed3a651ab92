import { Banner } from '#components/ui/banner.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import type { Conflict } from '#lib/settings/open-form.ts'
import { ChangeTable } from './change-table.tsx'
import { Moment } from './moment.tsx'

/** Somebody else was faster: both versions, and the two ways on. */
export function ConflictBanner({ conflict, page }: { conflict: Conflict; page: string }) {
  const { operatorName, createdAt, differences } = conflict
  return (
    <>
      <Banner
        tone="caution"
        live
        title={`${operatorName ?? 'The command line'} saved in the meantime. Nothing of yours was saved.`}
        action={<LinkButton href={page}>Keep theirs</LinkButton>}
      >
        <p>
          Saved <Moment at={createdAt} />.{' '}
          {differences.length === 0
            ? 'It is the same as what you wanted.'
            : 'The form below holds their version with your changes on top: look it through, and save it again.'}
        </p>
      </Banner>
      {differences.length > 0 && (
        <ChangeTable
          caption="Where the two versions differ"
          changes={differences}
          before="Theirs, saved"
          after="Yours, not saved"
        />
      )}
    </>
  )
}
