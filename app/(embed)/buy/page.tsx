import { SaleEmbed } from '#components/stripe/sale-embed.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Page } from '#components/ui/page.tsx'
import { isComponentOffered } from '#lib/policy/policy.ts'
import { getPortalContext } from '../../portal-context.ts'
import { titled } from '../../titled.ts'
import { withProblems } from '../../with-problems.tsx'
import { MemberEmbed } from '../member-embed.tsx'
import { NotOfferedPage } from '../not-offered-page.tsx'

export const generateMetadata = titled('embed.buy_title')

export default withProblems(async function BuyPage() {
  const context = await getPortalContext()
  const { policy, t, mayChange } = context
  if (!isComponentOffered(policy, 'buy_button') || policy.buy_buttons.length === 0)
    return <NotOfferedPage context={context} />
  if (!mayChange)
    return (
      <Page title={t('embed.buy_title')}>
        <Banner>{t('portal.ask_owner')}</Banner>
      </Page>
    )

  return (
    <Page title={t('embed.buy_title')} intro={t('embed.buy_intro')}>
      {policy.buy_buttons.map((id, index) => (
        <MemberEmbed
          key={id}
          context={context}
          label={t('embed.buy_label', { number: index + 1, count: policy.buy_buttons.length })}
          instead={t('portal.preview_buy_button', { id })}
        >
          {(props) => (
            <SaleEmbed
              {...props}
              element="stripe-buy-button"
              id={id}
              size="small"
              over={{ text: t('embed.buy_over'), button: t('embed.buy_again') }}
            />
          )}
        </MemberEmbed>
      ))}
    </Page>
  )
})
