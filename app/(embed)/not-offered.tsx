import { LinkButton } from '#components/ui/button.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { Page } from '#components/ui/page.tsx'
import { setStatus } from '#lib/web/request-context.ts'
import type { EmbedContext } from './embed-context.ts'
import { WayOn } from './way-on.tsx'

/** The page of a component that is off: no element, no id, no script, and somewhere to go. */
export function NotOffered({ context }: { context: EmbedContext }) {
  setStatus(404)
  const { t, company } = context
  return (
    <Page title={t('embed.not_offered_title')}>
      <Empty
        title={t('embed.not_offered_text', { company: company.name })}
        action={
          <LinkButton kind="primary" href="/">
            {t('embed.back_home')}
          </LinkButton>
        }
      >
        <WayOn context={context} />
      </Empty>
    </Page>
  )
}
