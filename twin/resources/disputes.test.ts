import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

async function disputeWith(payment_method = 'pm_card_createDispute') {
  const { stripe, account } = createTestTwin()
  const intent = await stripe.paymentIntents.create({
    amount: 2000,
    currency: 'usd',
    confirm: true,
    payment_method,
  })
  const { data } = await stripe.disputes.list({ payment_intent: intent.id })
  const told = async () => {
    const { data: events } = await stripe.events.list({ types: disputeEvents })
    return events.map(({ type }) => type.replace('charge.dispute.', '')).reverse()
  }
  return { stripe, account, charge: intent.latest_charge as string, dispute: data[0] as Stripe.Dispute, told }
}
const disputeEvents = ['created', 'updated', 'closed', 'funds_withdrawn', 'funds_reinstated'].map(
  (name) => `charge.dispute.${name}`,
)

describe('a dispute', () => {
  it('follows the payment at once, and takes the money with a fee', async () => {
    const { stripe, charge, dispute, told } = await disputeWith()
    expect(dispute).toMatchObject({
      id: expect.stringMatching(/^du_/),
      amount: 2000,
      balance_transactions: [
        { amount: -2000, fee: 1500, net: -3500, type: 'adjustment', reporting_category: 'dispute', source: dispute.id },
      ],
      charge,
      evidence: { customer_name: null, uncategorized_text: null, enhanced_evidence: {} },
      evidence_details: { has_evidence: false, past_due: false, submission_count: 0 },
      is_charge_refundable: false,
      payment_method_details: { type: 'card', card: { brand: 'visa', case_type: 'chargeback' } },
      reason: 'fraudulent',
      status: 'needs_response',
    })
    expect((await stripe.charges.retrieve(charge)).disputed).toBe(true)
    expect(await told()).toEqual(['created', 'funds_withdrawn'])
    await expect(stripe.refunds.create({ charge })).rejects.toMatchObject({ code: 'charge_disputed' })
  })

  it('keeps evidence until it is submitted, and is reviewed then', async () => {
    const { stripe, dispute } = await disputeWith()
    const kept = await stripe.disputes.update(dispute.id, { evidence: { customer_name: 'Jo' }, submit: false })
    expect(kept).toMatchObject({
      status: 'needs_response',
      evidence: { customer_name: 'Jo' },
      evidence_details: { has_evidence: true, submission_count: 0, submission_method: 'not_submitted' },
    })
    const submitted = await stripe.disputes.update(dispute.id, { submit: true })
    expect(submitted).toMatchObject({
      status: 'under_review',
      evidence_details: { submission_count: 1, submission_method: 'manual' },
    })
    const again = stripe.disputes.update(dispute.id, { evidence: { customer_name: 'Al' } })
    await expect(again).rejects.toMatchObject({ statusCode: 400, param: 'evidence' })
    expect((await stripe.disputes.update(dispute.id, { metadata: { case: '7' } })).metadata).toEqual({ case: '7' })
  })

  it('is won by winning evidence, which gives money and fee back', async () => {
    const { stripe, charge, dispute, told } = await disputeWith()
    await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: 'winning_evidence' } })
    const won = await stripe.disputes.retrieve(dispute.id)
    expect(won.status).toBe('won')
    expect(won.balance_transactions.reduce((sum, { net }) => sum + net, 0)).toBe(0)
    expect(await told()).toEqual(['created', 'funds_withdrawn', 'updated', 'funds_reinstated', 'closed'])
    expect((await stripe.refunds.create({ charge })).status).toBe('succeeded')
  })

  it('is lost by losing evidence, by closing it, and by waiting', async () => {
    const losing = await disputeWith('pm_card_createDisputeProductNotReceived')
    expect(losing.dispute.reason).toBe('product_not_received')
    await losing.stripe.disputes.update(losing.dispute.id, { evidence: { uncategorized_text: 'losing_evidence' } })
    expect((await losing.stripe.disputes.retrieve(losing.dispute.id)).status).toBe('lost')

    const closing = await disputeWith()
    expect((await closing.stripe.disputes.close(closing.dispute.id)).status).toBe('lost')
    await expect(closing.stripe.disputes.close(closing.dispute.id)).rejects.toMatchObject({ statusCode: 400 })
    expect((await closing.told()).at(-1)).toBe('closed')

    const waiting = await disputeWith()
    waiting.account.setClock((waiting.dispute.evidence_details.due_by ?? 0) + 2)
    expect(await waiting.stripe.disputes.retrieve(waiting.dispute.id)).toMatchObject({
      status: 'lost',
      evidence_details: { past_due: true },
    })
  })

  it('begins as an inquiry that takes no money, may be refunded, and can become a chargeback', async () => {
    const { stripe, dispute, told } = await disputeWith('pm_card_createDisputeInquiry')
    expect(dispute).toMatchObject({
      status: 'warning_needs_response',
      is_charge_refundable: true,
      balance_transactions: [],
      payment_method_details: { card: { case_type: 'inquiry' } },
    })
    await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: 'escalate_inquiry_evidence' } })
    expect(await stripe.disputes.retrieve(dispute.id)).toMatchObject({
      status: 'needs_response',
      is_charge_refundable: false,
      payment_method_details: { card: { case_type: 'chargeback' } },
    })
    expect(await told()).toEqual(['created', 'updated', 'updated', 'funds_withdrawn'])
  })

  it.each<[string, Stripe.DisputeUpdateParams.Evidence, string]>([
    ['a file that was never uploaded', { receipt: 'file_none' }, 'evidence[receipt]'],
    ['more than 20,000 characters', { uncategorized_text: 'x'.repeat(20_001) }, 'evidence[uncategorized_text]'],
    [
      'more than 150,000 characters in all',
      Object.fromEntries([...'abcdefgh'].map((_, at) => [textFields[at], 'x'.repeat(20_000)])),
      'evidence',
    ],
  ])('refuses %s', async (_, evidence, param) => {
    const { stripe, dispute } = await disputeWith()
    await expect(stripe.disputes.update(dispute.id, { evidence })).rejects.toMatchObject({ statusCode: 400, param })
  })
})

const textFields = [
  ...['access_activity_log', 'cancellation_rebuttal', 'product_description', 'refund_policy_disclosure'],
  ...['refund_refusal_explanation', 'uncategorized_text', 'duplicate_charge_explanation', 'service_date'],
]
