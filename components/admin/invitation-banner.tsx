import { Banner } from '#components/ui/banner.tsx'
import type { OperatorRole } from '#lib/operators/operator.ts'
import styles from './invitation-banner.module.css'
import { Moment } from './moment.tsx'
import { roleWords } from './operator-role.ts'

interface InvitationBannerProps {
  invitation: { email: string; role: OperatorRole; url: string; expiresAt: Date }
}

/** A one-time link, shown this once: nobody keeps it. */
export function InvitationBanner({ invitation: { email, role, url, expiresAt } }: InvitationBannerProps) {
  return (
    <Banner tone="good" live title={`Hand this link to ${email} yourself.`}>
      <p>
        <code className={styles.link}>{url}</code>
      </p>
      <p>
        It works once, until <Moment at={expiresAt} />, and is not shown again. Whoever opens it is {email} here:{' '}
        {roleWords[role].toLowerCase()}.
      </p>
    </Banner>
  )
}
