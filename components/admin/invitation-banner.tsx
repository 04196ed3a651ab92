import { Banner } from '#components/ui/banner.tsx'
import styles from './invitation-banner.module.css'
import { Moment } from './moment.tsx'

interface InvitationBannerProps {
  invitation: { email: string; url: string; expiresAt: Date }
}

/** A one-time link, shown this once: nobody keeps it. */
export function InvitationBanner({ invitation: { email, url, expiresAt } }: InvitationBannerProps) {
  return (
    <Banner tone="good" live title={`Hand this link to ${email} yourself.`}>
      <p>
        <code className={styles.link}>{url}</code>
      </p>
      <p>
        It works once, until <Moment at={expiresAt} />, and is not shown again. Whoever opens it is {email} here.
      </p>
    </Banner>
  )
}
