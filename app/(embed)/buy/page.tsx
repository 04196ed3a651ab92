import { SaleEmbed } from '#components/stripe/sale-embed.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Page } from '#components/ui/page.tsx'
import { isComponentOffered } from '#lib/policy/policy.ts'
import { getEmbedContext } from '../embed-context.ts'
import { embedProps } from '../embed-props.tsx'
import { NotOffered } from '../not-offered.tsx'

export default async function BuyPage() {
  const context = await getEmbedContext()
  const { policy, t, mayChange } = context
  if (!isComponentOffered(policy, 'buy_button') || policy.buy_buttons.length === 0)
    return <NotOffered context={context} />
  if (!mayChange)
    return (
      <Page title={t('embed.buy_title')}>
        <Banner>{t('embed.ask_owner')}</Banner>
      </Page>
    )

  return (
    <Page title={t('embed.buy_title')} intro={t('embed.buy_intro')}>
      {policy.buy_buttons.map((id, index) => (
        <SaleEmbed
          key={id}
          {...embedProps(context)}
          element="stripe-buy-button"
          id={id}
          size="small"
          label={t('embed.buy_label', { number: index + 1 })}
          over={{ text: t('embed.buy_over'), button: t('embed.buy_again') }}
        />
      ))}
    </Page>
  )
}
