// A subscription in words: its state, its prices, what comes next.
import type { Tone } from '#components/ui/badge.tsx'
import { formatMinor } from '#lib/messages/format-money.ts'
import type { MessageKey } from '#lib/messages/message-catalogue.ts'
import type { Translator } from '#lib/messages/translate.ts'
import { type Interval, type PriceLine, totalOf } from '#lib/subscriptions/price-line.ts'
import type { SubscriptionState, SubscriptionStateKind } from '#lib/subscriptions/subscription-state.ts'

interface StateWords {
  tone: Tone
  text: MessageKey
  /** The same without the day. */
  undated?: MessageKey
  /** What it means for the customer, where the word alone does not say it. */
  meaning?: MessageKey
}

const states: Record<SubscriptionStateKind, StateWords> = {
  active: { tone: 'good', text: 'subscriptions.state_active' },
  trial: {
    tone: 'note',
    text: 'subscriptions.state_trial',
    undated: 'subscriptions.state_trial_undated',
    meaning: 'subscriptions.meaning_trial',
  },
  ends: { tone: 'caution', text: 'subscriptions.state_ends', meaning: 'subscriptions.meaning_ends' },
  payments_paused: {
    tone: 'note',
    text: 'subscriptions.state_payments_paused',
    undated: 'subscriptions.state_payments_paused_undated',
    meaning: 'subscriptions.meaning_payments_paused',
  },
  paused: { tone: 'note', text: 'subscriptions.state_paused', meaning: 'subscriptions.meaning_paused' },
  past_due: { tone: 'bad', text: 'subscriptions.state_past_due', meaning: 'subscriptions.meaning_past_due' },
  unpaid: { tone: 'bad', text: 'subscriptions.state_unpaid', meaning: 'subscriptions.meaning_unpaid' },
  incomplete: { tone: 'caution', text: 'subscriptions.state_incomplete', meaning: 'subscriptions.meaning_incomplete' },
  expired: { tone: 'neutral', text: 'subscriptions.state_expired' },
  ended: { tone: 'neutral', text: 'subscriptions.state_ended', undated: 'subscriptions.state_ended_undated' },
  unknown: { tone: 'neutral', text: 'subscriptions.state_unknown' },
}

export function describeState({ kind, at }: SubscriptionState, t: Translator) {
  const { tone, text, undated, meaning } = states[kind]
  return {
    tone,
    text: at === null ? t(undated ?? text, { date: '' }) : t(text, { date: t.date(at) }),
    meaning: meaning ? t(meaning) : null,
  }
}

/** As in "month", or "3 months". */
export function describeInterval(interval: Interval | null, t: Translator): string {
  return interval ? t('subscriptions.interval', { ...interval }) : t('subscriptions.once')
}

/** As in "Pro, €490.00 / year". */
export function namePrice(line: PriceLine, t: Translator): string {
  const { amount, interval = '' } = describePrice(line, t)
  return t('subscriptions.price', { name: line.name, amount, interval })
}

/** The whole plan in one line, as in "Pro, €49.00 / month"; its name alone where the price depends on use. */
export function namePlan({ name, lines, hasMoreLines }: NamedPlan, t: Translator): string {
  const total = hasMoreLines ? null : totalOf(lines)
  if (!total) return name
  const amount = t.money({ amountMinor: total.totalMinor, currency: total.currency })
  return t('subscriptions.price', { name, amount, interval: describeInterval(total.interval, t) })
}

interface NamedPlan {
  name: string
  lines: PriceLine[]
  hasMoreLines: boolean
}

export interface PriceWords {
  amount: string
  interval?: string
  /** How it comes about: "3 × €12.50". */
  detail?: string
}

export function describePrice({ price, currency, interval }: PriceLine, t: Translator): PriceWords {
  const every = describeInterval(interval, t)
  const unit = (unitMinor: string) => formatMinor(unitMinor, currency, t.locale)
  switch (price.kind) {
    case 'flat':
      return {
        amount: t.money({ amountMinor: price.totalMinor, currency }),
        interval: every,
        detail:
          price.quantity === 1
            ? undefined
            : t('subscriptions.quantity', { quantity: price.quantity, unit: unit(price.unitMinor) }),
      }
    case 'by_use':
      return {
        amount:
          price.unitMinor === null
            ? t('subscriptions.by_use_varies')
            : t('subscriptions.by_use', { unit: unit(price.unitMinor) }),
        interval: every,
      }
    case 'tiered':
      return { amount: t('subscriptions.varies'), interval: every }
  }
}
