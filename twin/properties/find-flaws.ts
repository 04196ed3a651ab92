// What must hold after every call: events tell the truth, amounts add up to the cent, states move as documented.
import type { Stripe } from 'stripe'
import type { World } from './world.ts'

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)

/** @returns what does not hold, in words */
export async function findFlaws(world: World): Promise<string[]> {
  const invoices = await listInvoices(world)
  const flaws = [...world.mistold]
  for (const invoice of invoices) flaws.push(...flawsOf(invoice).map((flaw) => `${invoice.id}: ${flaw}`))
  for (const customer of world.customers) flaws.push(...(await balanceFlaws(world, customer)))
  flaws.push(...(await statusFlaws(world)))
  return flaws
}

/** With all of their lines, which the invoice itself carries only the first of. */
async function listInvoices({ stripe }: World): Promise<Stripe.Invoice[]> {
  const invoices = await all((params) => stripe.invoices.list({ ...params, expand: ['data.payments'] }))
  for (const { id, lines } of invoices)
    if (lines.has_more) lines.data = await all((params) => stripe.invoices.listLineItems(id, params))
  return invoices
}

function flawsOf(invoice: Stripe.Invoice): string[] {
  const lines = invoice.lines.data
  const discounts = lines.flatMap((line) => line.discount_amounts ?? [])
  const ofLines = lines.flatMap((line) =>
    (line.discount_amounts ?? []).filter(({ discount }) => line.discounts.includes(discount as string)),
  )
  const gross = sum(lines.map(({ amount }) => amount))
  const off = sum(discounts.map(({ amount }) => amount))
  const told = sum((invoice.total_discount_amounts ?? []).map(({ amount }) => amount))
  const flaws: [boolean, string][] = [
    [invoice.subtotal === gross - sum(ofLines.map(({ amount }) => amount)), 'the lines do not make the subtotal'],
    [invoice.total === gross - off, 'the lines and discounts do not make the total'],
    [told === off, 'the sums of the discounts are not those of the lines'],
    [lines.every(isDiscountedWithin), 'a discount takes more than there is'],
    [invoice.amount_remaining === invoice.amount_due - invoice.amount_paid, 'due is not paid and remaining'],
    [invoice.status !== 'paid' || invoice.amount_remaining === 0, 'something remains of a paid invoice'],
    [isBalanced(invoice), 'total and balance do not make what is due'],
    [isPaidFor(invoice), 'the payments do not make what is paid'],
  ]
  return flaws.filter(([holds]) => !holds).map(([, flaw]) => flaw)
}

function isDiscountedWithin({ amount, discount_amounts: discounts }: Stripe.InvoiceLineItem): boolean {
  const off = sum((discounts ?? []).map((one) => one.amount))
  return off >= 0 && off <= Math.max(0, amount)
}

/** Nothing is lost between what is due now and what the balance carries on. */
function isBalanced({ starting_balance: starting, total, amount_due: due, ending_balance: ending }: Stripe.Invoice) {
  return ending === null || starting + total === due + ending
}

function isPaidFor({ payments, amount_paid: paid, amount_paid_off_stripe: elsewhere = 0 }: Stripe.Invoice): boolean {
  return paid === elsewhere + sum((payments?.data ?? []).map((payment) => payment.amount_paid ?? 0))
}

async function balanceFlaws({ stripe }: World, id: string): Promise<string[]> {
  const customer = (await stripe.customers.retrieve(id)) as Stripe.Customer
  const moves = await all((params) => stripe.customers.listBalanceTransactions(id, params))
  const flaws: string[] = []
  if (sum(moves.map(({ amount }) => amount)) !== customer.balance)
    flaws.push(`${id}: the moves do not make the balance`)
  if (moves[0] && moves[0].ending_balance !== customer.balance) flaws.push(`${id}: the last move ends elsewhere`)
  return flaws
}

const steps: Record<string, string[]> = {
  'invoice draft': ['open', 'paid'],
  'invoice open': ['paid', 'void', 'uncollectible'],
  'invoice uncollectible': ['paid', 'void'],
  'subscription incomplete': ['active', 'trialing', 'incomplete_expired'],
  'subscription trialing': ['active', 'past_due', 'paused', 'canceled', 'unpaid'],
  'subscription active': ['past_due', 'unpaid', 'paused', 'trialing', 'canceled'],
  'subscription past_due': ['active', 'unpaid', 'canceled', 'paused'],
  'subscription unpaid': ['active', 'canceled'],
  'subscription paused': ['active', 'canceled'],
}

async function statusFlaws({ stripe }: World): Promise<string[]> {
  const events = await all((params) => stripe.events.list({ ...params }))
  return events.flatMap(({ data, type }) => {
    const object = data.object as { id: string; object: string; status: string }
    const { status: before } = (data.previous_attributes ?? {}) as { status?: string }
    if (before === undefined || !['invoice', 'subscription'].includes(object.object)) return []
    const isDocumented = steps[`${object.object} ${before}`]?.includes(object.status)
    return isDocumented ? [] : [`${object.id}: ${type} moves from ${before} to ${object.status}`]
  })
}

type Page<Item> = { data: Item[]; has_more: boolean }

async function all<Item extends { id: string }>(
  list: (params: { limit: number; starting_after?: string }) => PromiseLike<Page<Item>>,
): Promise<Item[]> {
  const items: Item[] = []
  for (let isMore = true; isMore; ) {
    const last = items.at(-1)
    const page = await list({ limit: 100, ...(last ? { starting_after: last.id } : {}) })
    items.push(...page.data)
    isMore = page.has_more
  }
  return items
}
