import type { ReactNode } from 'react'
import { Banner } from '#components/ui/banner.tsx'
import type { SettingsForm } from '#lib/settings/open-form.ts'
import { ChangeTable } from './change-table.tsx'

interface SavedBannerProps {
  saved: NonNullable<SettingsForm['saved']>
  notReached: ReactNode
}

/** What saving changed, and what it does not reach. */
export function SavedBanner({ saved: { revision, changes }, notReached }: SavedBannerProps) {
  return (
    <>
      <Banner tone="good" live title={`Saved as version ${revision}.`}>
        {typeof notReached === 'string' ? <p>{notReached}</p> : notReached}
      </Banner>
      <ChangeTable caption="What changed" changes={changes} before="Before" after="Now" />
    </>
  )
}
