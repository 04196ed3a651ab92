import { describe, expect, it } from 'vitest'
import type { AttentionCard } from '#lib/attention/attention.ts'
import { getTranslator } from '#lib/messages/translate.ts'
import { describeAttention } from './attention-words.ts'

const t = getTranslator('en-GB')
const fourthOfMarch = 1_804_118_400
const plan = { id: 'sub_1', name: 'Pro', state: { kind: 'ended', at: fourthOfMarch } }

function card(kind: AttentionCard['kind'], invoice: object = {}, more: object = {}): AttentionCard {
  const open = { number: 'A-1', remainingMinor: 4900, currency: 'eur', dueAt: null, nextAttemptAt: null, decline: null }
  return { kind, plan, invoice: { ...open, isChargedAutomatically: true, ...invoice }, ...more } as AttentionCard
}

const method = { name: 'Visa', detail: '•••• 4242', expires: { month: 3, year: 2027 } }
const expiring = { method, plans: [plan, { name: 'Team' }] }

describe('describeAttention', () => {
  it.each<[AttentionCard, string, string]>([
    [
      card('declined', { decline: 'insufficient_funds', nextAttemptAt: fourthOfMarch }),
      'Your payment of €49.00 did not go through',
      'Your bank says that there was not enough money. Invoice A-1 is still open. We try again on 4 March 2027.',
    ],
    [
      card('no_retry_left', { decline: 'no_reason' }),
      'Your payment of €49.00 did not go through',
      'Your bank declined it and gave no reason. Invoice A-1 is still open. We do not try again by ourselves. Pay it to keep Pro.',
    ],
    [
      card('first_payment_missing'),
      'Your payment of €49.00 did not go through',
      'Invoice A-1 is still open. Pro begins when this payment goes through.',
    ],
    [
      card('authentication_needed'),
      'Your bank asks you to confirm a payment of €49.00',
      'Nothing is charged until you do.',
    ],
    [
      card('due', { dueAt: fourthOfMarch, isChargedAutomatically: false }),
      '€49.00 is due on 4 March 2027',
      'Invoice A-1 is open. If you have sent the money already, it shows here once it has arrived.',
    ],
    [
      card('open', { nextAttemptAt: fourthOfMarch }),
      '€49.00 is still to be paid',
      'Invoice A-1 is open. We charge it on 4 March 2027.',
    ],
    [
      card('ended_unpaid', {}, { ways: ['see_plans', 'pay_here'] }),
      'Pro ended because it was not paid',
      'It ended on 4 March 2027. To use it again, choose a plan. €49.00 of it is still open.',
    ],
    [
      card('card_expires', {}, expiring),
      'Visa •••• 4242 expires 03/2027',
      'It pays Pro and Team. Update it, so that the next payment goes through.',
    ],
    [
      card('card_expired', {}, expiring),
      'Visa •••• 4242 expired 03/2027',
      'It pays Pro and Team, and the next payment may be declined.',
    ],
  ])('puts what happened into words: %#', (of, title, text) => {
    const { sentences, ...words } = describeAttention(of, t)
    expect(words.title).toBe(title)
    expect(sentences.join(' ')).toBe(text)
  })
})
