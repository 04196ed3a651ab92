import { redirect } from 'next/navigation'
import { LinkButton } from '#components/ui/button.tsx'
import { Page } from '#components/ui/page.tsx'
import { isPreview } from '#lib/previews/preview.ts'
import { getPortalContext } from '../../../portal-context.ts'
import { titled } from '../../../titled.ts'
import { withProblems } from '../../../with-problems.tsx'

export const generateMetadata = titled('portal.preview_stripe_title')

/** Where every link to Stripe leads in a preview. Nobody else has reason to come here. */
export default withProblems(async function PreviewStripePage() {
  const { reader, t } = await getPortalContext()
  if (!isPreview(reader)) return redirect('/')
  return (
    <Page title={t('portal.preview_stripe_title')} intro={t('portal.preview_stripe')}>
      <div>
        <LinkButton kind="primary" href="/">
          {t('portal.preview_back')}
        </LinkButton>
      </div>
    </Page>
  )
})
