import type { ReactNode } from 'react'
import { Banner } from '#components/ui/banner.tsx'
import { Page } from '#components/ui/page.tsx'
import type { SettingsForm as Form } from '#lib/settings/open-form.ts'
import { ConflictBanner } from './conflict-banner.tsx'
import { ProblemSummary } from './problem-summary.tsx'
import { SavedBanner } from './saved-banner.tsx'
import { type Group, SettingsForm } from './settings-form.tsx'
import styles from './settings-page.module.css'

interface SettingsPageProps {
  title: string
  intro: string
  /** Where the form posts. */
  action: string
  /** The page's own address, to begin anew. */
  page: string
  form: Form
  groups: Group[]
  mayChange: boolean
  /** What saving does not change. */
  notReached: ReactNode
}

/** A page of settings: what became of the last try to save, then the form. */
export function SettingsPage({ title, intro, action, page, form, groups, mayChange, notReached }: SettingsPageProps) {
  const { conflict, saved, isUnchanged, problems } = form
  return (
    <Page title={title} intro={intro}>
      {(problems.length > 0 || conflict || saved || isUnchanged || !mayChange) && (
        <div className={styles.outcome}>
          {problems.length > 0 && <ProblemSummary problems={problems} groups={groups} />}
          {conflict && <ConflictBanner conflict={conflict} page={page} />}
          {saved && <SavedBanner saved={saved} notReached={notReached} />}
          {isUnchanged && <Banner live title="Nothing was different, so nothing was saved." />}
          {!mayChange && <Banner>Your role may look at the settings, but not change them. Ask an owner.</Banner>}
        </div>
      )}
      <SettingsForm action={action} form={form} groups={groups} mayChange={mayChange} />
    </Page>
  )
}
