import { type MemberRole, mayChangeBilling } from '#lib/access/member-login.ts'
import type { OpenInvoice } from '#lib/invoices/list-open-invoices.ts'
import type { AttentionCard, InvoiceMatterKind, Matter, PaidPlan, Way } from './attention.ts'
import { findExpiringCards } from './find-expiring-cards.ts'

export interface AttentionInput {
  /** Every subscription, also one that is over. */
  plans: PaidPlan[]
  openInvoices: OpenInvoice[]
  role: MemberRole
  /** What this customer is offered. */
  offers: { payingHere: boolean; cardUpdate: boolean; plans: boolean }
  now: Date
}

// Long enough to be noticed by whoever looks in once a month.
const endedShownSeconds = 35 * 24 * 60 * 60

/** What needs the customer, most pressing first; nothing where nothing does. */
export function findAttention(input: AttentionInput): AttentionCard[] {
  const { plans, openInvoices, now } = input
  const ended = findEndedUnpaid(input)
  const ofEnded = new Set(ended.map(({ invoice }) => invoice))
  const invoices = openInvoices
    .filter((invoice) => !ofEnded.has(invoice))
    .flatMap((invoice): Matter[] => {
      const plan = plans.find(({ id }) => id === invoice.subscription)
      const kind = matterOf(invoice, plan, now)
      return kind ? [{ kind, invoice, plan }] : []
    })
  const failing = invoices.flatMap((matter) => ('plan' in matter && isFailure(matter.kind) && matter.plan) || [])
  const cards = findExpiringCards({ plans: plans.filter((plan) => !failing.includes(plan)), now })
  return [...invoices, ...ended, ...cards].toSorted(byPressure).map((matter) => withWays(matter, input))
}

function findEndedUnpaid({ plans, openInvoices, now }: AttentionInput): (Matter & { kind: 'ended_unpaid' })[] {
  if (plans.some(({ isRunning }) => isRunning)) return []
  const since = now.getTime() / 1000 - endedShownSeconds
  return plans
    .filter(({ isEndedUnpaid, state }) => isEndedUnpaid && (state.at ?? 0) >= since)
    .map((plan) => ({
      kind: 'ended_unpaid',
      plan,
      invoice: openInvoices.find(({ subscription, payment }) => subscription === plan.id && payment !== 'settled'),
    }))
}

function matterOf(invoice: OpenInvoice, plan: PaidPlan | undefined, now: Date): InvoiceMatterKind | undefined {
  if (invoice.payment === 'settled') return undefined
  if (invoice.payment === 'processing') return 'processing'
  if (invoice.wantsAuthentication) return 'authentication_needed'
  if (plan?.state.kind === 'incomplete') return 'first_payment_missing'
  if (invoice.dueAt !== null) return invoice.dueAt * 1000 < now.getTime() ? 'overdue' : 'due'
  if (!invoice.hasFailed) return 'open'
  return invoice.nextAttemptAt === null ? 'no_retry_left' : 'declined'
}

const order: Matter['kind'][] = [
  'no_retry_left',
  'authentication_needed',
  'declined',
  'first_payment_missing',
  'overdue',
  'ended_unpaid',
  'card_expired',
  'due',
  'open',
  'card_expires',
  'processing',
]

function byPressure(one: Matter, other: Matter): number {
  return order.indexOf(one.kind) - order.indexOf(other.kind) || dayOf(one) - dayOf(other)
}

function dayOf(matter: Matter): number {
  const invoice = 'invoice' in matter ? matter.invoice : undefined
  return invoice?.nextAttemptAt ?? invoice?.dueAt ?? invoice?.issuedAt ?? 0
}

function isFailure(kind: Matter['kind']): boolean {
  return kind === 'declined' || kind === 'no_retry_left' || kind === 'first_payment_missing'
}

function withWays(matter: Matter, { role, offers }: AttentionInput): AttentionCard {
  const pay = 'invoice' in matter && matter.invoice ? waysToPay(matter.invoice, offers.payingHere) : []
  const update: Way[] = offers.cardUpdate && wantsOtherCard(matter) ? ['update_card'] : []
  const seePlans: Way[] = offers.plans && matter.kind === 'ended_unpaid' ? ['see_plans'] : []
  const ways = [...seePlans, ...pay, ...update]
  return mayChangeBilling(role)
    ? { ...matter, ways, asksOwner: false }
    : { ...matter, ways: [], asksOwner: ways.length > 0 }
}

function waysToPay({ payment, hostedUrl }: OpenInvoice, payingHere: boolean): Way[] {
  if (payment === 'here' && payingHere) return ['pay_here']
  return payment !== 'processing' && payment !== 'settled' && hostedUrl ? ['pay_at_stripe'] : []
}

function wantsOtherCard(matter: Matter): boolean {
  if (matter.kind === 'card_expires' || matter.kind === 'card_expired') return true
  return isFailure(matter.kind) && 'invoice' in matter && matter.invoice?.isChargedAutomatically === true
}
