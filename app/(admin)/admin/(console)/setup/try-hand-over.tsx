import { FindingList } from '#components/admin/finding-list.tsx'
import { Button } from '#components/ui/button.tsx'
import { TextArea } from '#components/ui/field.tsx'
import { Section } from '#components/ui/section.tsx'
import type { Finding } from '#lib/setup/finding.ts'
import styles from './setup.module.css'

/** A token pasted from the host app, and what of it is right. The token itself is never shown again. */
export function TryHandOver({ judged }: { judged: Finding[] | undefined }) {
  return (
    <Section
      title="Try out the hand-over"
      description="Paste a token that your app signed. It is looked at claim by claim, not used up, and kept nowhere."
    >
      <form className={styles.form} method="post" action="/admin/setup/hand-over">
        <TextArea
          label="Token"
          hint="Three parts with dots between them, less than a minute old."
          name="token"
          required
          maxLength={8000}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
        />
        <div>
          <Button>Judge the token</Button>
        </div>
      </form>
      {judged && <FindingList findings={judged} />}
    </Section>
  )
}
