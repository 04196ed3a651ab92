import { Attention } from '#components/ui/attention.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Section } from '#components/ui/section.tsx'
import type { AttentionCard, Way } from '#lib/attention/attention.ts'
import type { PortalContext } from '../../portal-context.ts'
import { updateCardHref } from '../../update-card-href.ts'
import { amountOf, describeAttention } from './attention-words.ts'
import styles from './home.module.css'

interface AttentionListProps {
  cards: AttentionCard[]
  context: PortalContext
}

/** What the customer should see to, before anything else. */
export function AttentionList({ cards, context }: AttentionListProps) {
  return (
    <Section title={context.t('attention.title')}>
      <div className={styles.stack}>
        {cards.map((card) => (
          <Card key={`${card.kind}-${idOf(card)}`} card={card} context={context} />
        ))}
      </div>
    </Section>
  )
}

function Card({ card, context }: { card: AttentionCard; context: PortalContext }) {
  const { t } = context
  const { tone, title, sentences } = describeAttention(card, t)
  return (
    <Attention
      tone={tone}
      title={title}
      action={
        card.ways.length > 0 && (
          <div className={styles.ways}>
            {card.ways.map((way, index) => (
              <WayButton key={way} way={way} isFirst={index === 0} card={card} context={context} />
            ))}
          </div>
        )
      }
    >
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {card.asksOwner && <p>{t('invoice' in card ? 'attention.ask_owner_pay' : 'attention.ask_owner')}</p>}
    </Attention>
  )
}

interface WayButtonProps {
  way: Way
  isFirst: boolean
  card: AttentionCard
  context: PortalContext
}

function WayButton({ way, isFirst, card, context: { t, policy } }: WayButtonProps) {
  const invoice = 'invoice' in card ? card.invoice : undefined
  const amount = invoice ? amountOf(invoice, t) : ''
  const hrefs: Record<Way, string | null | undefined> = {
    pay_here: invoice && `/pay/${invoice.id}`,
    pay_at_stripe: invoice?.hostedUrl,
    update_card: updateCardHref(policy),
    see_plans: '/plans',
  }
  return (
    <LinkButton
      kind={isFirst ? 'primary' : 'secondary'}
      href={hrefs[way] ?? undefined}
      rel={way === 'pay_at_stripe' ? 'noopener' : undefined}
    >
      {t(`attention.${way === 'pay_here' ? 'pay' : way}`, { amount })}
    </LinkButton>
  )
}

function idOf(card: AttentionCard): string {
  if ('method' in card) return card.method.id
  return card.invoice?.id ?? (card.kind === 'ended_unpaid' ? card.plan.id : '')
}
