// What needs the customer, in words: what happened, and what it means.
import type { AttentionCard } from '#lib/attention/attention.ts'
import type { OpenInvoice } from '#lib/invoices/list-open-invoices.ts'
import type { Translator } from '#lib/messages/translate.ts'
import { labelPaymentMethod, type SavedPaymentMethod } from '#lib/payment-methods/payment-method.ts'

export interface AttentionWords {
  tone: 'caution' | 'bad'
  title: string
  sentences: string[]
}

export function describeAttention(card: AttentionCard, t: Translator): AttentionWords {
  switch (card.kind) {
    case 'no_retry_left':
      return {
        ...describeFailure(card.invoice, t, 'bad'),
        sentences: failureOf(card.invoice, t, noRetry(card.plan, t)),
      }
    case 'declined':
      return {
        ...describeFailure(card.invoice, t, 'bad'),
        sentences: failureOf(card.invoice, t, retry(card.invoice, t)),
      }
    case 'first_payment_missing': {
      const begins = t('attention.first_payment', { plan: card.plan?.name ?? '' })
      return { ...describeFailure(card.invoice, t, 'bad'), sentences: failureOf(card.invoice, t, begins) }
    }
    case 'authentication_needed':
      return describeAuthentication(card.invoice, t)
    case 'overdue':
    case 'due':
    case 'open':
      return describeOpen(card.kind, card.invoice, t)
    case 'processing':
      return {
        tone: 'caution',
        title: t('attention.processing', { amount: amountOf(card.invoice, t) }),
        sentences: [t('attention.processing_text')],
      }
    case 'ended_unpaid':
      return describeEnded(card, t)
    case 'card_expired':
    case 'card_expires':
      return describeExpiry(card, t)
  }
}

export function amountOf({ remainingMinor, currency }: OpenInvoice, t: Translator): string {
  return t.money({ amountMinor: remainingMinor, currency })
}

function describeFailure(invoice: OpenInvoice, t: Translator, tone: AttentionWords['tone']) {
  return { tone, title: t('attention.failed', { amount: amountOf(invoice, t) }) }
}

/** Why, that it is still owed, and what comes next. */
function failureOf({ decline, number }: OpenInvoice, t: Translator, next: string): string[] {
  const open = t('attention.still_open', { number: number ?? t('attention.no_number') })
  return decline ? [t(`attention.decline_${decline}`), `${open} ${next}`] : [`${open} ${next}`]
}

function retry({ nextAttemptAt }: OpenInvoice, t: Translator): string {
  return t('attention.retry', { date: t.date(nextAttemptAt ?? 0) })
}

function noRetry(plan: { name: string } | undefined, t: Translator): string {
  return plan ? t('attention.no_retry_plan', { plan: plan.name }) : t('attention.no_retry')
}

function describeAuthentication(invoice: OpenInvoice, t: Translator): AttentionWords {
  const { nextAttemptAt } = invoice
  return {
    tone: 'bad',
    title: t('attention.authenticate', { amount: amountOf(invoice, t) }),
    sentences: [
      nextAttemptAt === null
        ? t('attention.authenticate_text')
        : t('attention.authenticate_retry', { date: t.date(nextAttemptAt) }),
    ],
  }
}

function describeOpen(kind: 'overdue' | 'due' | 'open', invoice: OpenInvoice, t: Translator): AttentionWords {
  const { number, dueAt, nextAttemptAt, isChargedAutomatically } = invoice
  const next = nextAttemptAt === null ? [] : [t('attention.charged_on', { date: t.date(nextAttemptAt) })]
  return {
    tone: kind === 'overdue' ? 'bad' : 'caution',
    title: t(`attention.${kind}`, { amount: amountOf(invoice, t), date: dueAt === null ? '' : t.date(dueAt) }),
    sentences: [
      [t('attention.open_text', { number: number ?? t('attention.no_number') }), ...next].join(' '),
      ...(isChargedAutomatically ? [] : [t('attention.by_transfer')]),
    ],
  }
}

function describeEnded(
  { plan, invoice, ways }: Extract<AttentionCard, { kind: 'ended_unpaid' }>,
  t: Translator,
): AttentionWords {
  return {
    tone: 'bad',
    title: t('attention.ended_unpaid', { plan: plan.name }),
    sentences: [
      t('attention.ended_unpaid_text', { date: t.date(plan.state.at ?? 0) }),
      ...(ways.includes('see_plans') ? [t('attention.ended_unpaid_again')] : []),
      ...(invoice ? [t('attention.ended_unpaid_open', { amount: amountOf(invoice, t) })] : []),
    ],
  }
}

function describeExpiry(
  {
    kind,
    method,
    plans,
  }: { kind: 'card_expired' | 'card_expires'; method: SavedPaymentMethod; plans: { name: string }[] },
  t: Translator,
): AttentionWords {
  const { month = 0, year = 0 } = method.expires ?? {}
  const names = new Intl.ListFormat(t.locale).format(plans.map(({ name }) => name))
  return {
    tone: kind === 'card_expired' ? 'bad' : 'caution',
    title: t(`attention.${kind}`, {
      method: labelPaymentMethod(method),
      month: String(month).padStart(2, '0'),
      year: String(year),
    }),
    sentences: [t(`attention.${kind}_text`, { plans: names })],
  }
}
