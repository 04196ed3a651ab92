import { isMetered } from '../billing/amounts/is-metered.ts'
import { callOperation } from '../kernel/call-operation.ts'
import type { Context } from '../kernel/context.ts'
import { invalidRequest, notPlayed, resourceMissing } from '../kernel/stripe-error.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { digitsOf } from '../payments/currencies.ts'
import { groupBy } from '../usage/group-by.ts'
import { claim, customerOf, expiredError, isExpired, requireCustomerSession } from './customer-session.ts'

type EmbedName = 'pricing_table' | 'buy_button'
type Embed = {
  id: string
  object: EmbedName
  prices: string[]
  mode?: 'payment' | 'subscription'
  success_url: string
  trial_period_days?: number
}
type CheckoutParams = {
  price?: string
  client_reference_id?: string
  customer_email?: string
  customer_session_client_secret?: string
  page_url?: string
}

const prefixes = { pricing_table: 'prctbl', buy_button: 'buy_btn' }

/**
 * Makes a pricing table or a buy button, or puts another in the place of the one with this id. Stripe has these in its
 * dashboard alone.
 */
export function createEmbed(object: EmbedName) {
  return (context: Context<unknown>): Embed => {
    const given = context.params as Partial<Embed> & { price?: string }
    const prices = object === 'buy_button' ? [given.price ?? ''] : (given.prices ?? [])
    checkPrices(context, prices)
    if (!URL.canParse(given.success_url ?? ''))
      throw invalidRequest('Not a valid URL', { param: 'success_url', code: 'url_invalid' })
    const id = given.id ?? context.newId(prefixes[object])
    if (!new RegExp(`^${prefixes[object]}_\\w+$`).test(id)) {
      throw invalidRequest(`The id of a ${object} begins with ${prefixes[object]}_.`, { param: 'id' })
    }
    const embed: Embed = {
      id,
      object,
      prices,
      success_url: given.success_url ?? '',
      ...(given.mode && { mode: given.mode }),
      ...(given.trial_period_days && { trial_period_days: readTrial(given.trial_period_days) }),
    }
    const { store } = context.account
    if (store.find(object, id)) store.replace(embed)
    else store.insert(embed)
    return embed
  }
}

/** What the component shows; taking the customer session starts its second half hour. */
export function showEmbed(object: EmbedName) {
  return (context: Context<unknown>) => {
    const embed = getEmbed(context, object)
    const session = findSession(context, object)
    if (session) claim(context, session)
    return { id: embed.id, object, prices: embed.prices.map((id) => describePrice(context, embed, id)) }
  }
}

/** What the component's button does. */
export function startCheckout(object: EmbedName) {
  return (context: Context<unknown>) => {
    const embed = getEmbed(context, object)
    const { price: wanted, client_reference_id, customer_email, page_url } = context.params as CheckoutParams
    const price = context.get('price', embed.prices.find((id) => id === wanted) ?? '', 'price')
    const customer = customerFor(context, object)
    const trial = trialOf(embed, price)
    const created = callOperation(context, 'checkout.sessions.create', {
      mode: embed.mode ?? (price.recurring ? 'subscription' : 'payment'),
      line_items: [{ price: price.id, quantity: 1 }],
      success_url: embed.success_url,
      ...(trial && { subscription_data: { trial_period_days: trial } }),
      ...(page_url && URL.canParse(page_url) && { cancel_url: page_url }),
      ...(client_reference_id && { client_reference_id }),
      ...(customer ?? (customer_email && { customer_email })),
    }) as StripeObject<'checkout.session'>
    return { object: `${object}_checkout`, url: created.url }
  }
}

/** An expired session leaves a pricing table's sale to nobody, without a word; a buy button refuses. As Stripe does. */
function customerFor(context: Context, object: EmbedName) {
  const session = findSession(context, object)
  if (!session) return undefined
  if (!isExpired(context, session)) return { customer: customerOf(session) }
  if (object === 'buy_button') throw expiredError()
  return undefined
}

function findSession(context: Context, object: EmbedName) {
  const { customer_session_client_secret: secret } = context.params as CheckoutParams
  return secret === undefined ? undefined : requireCustomerSession(context, secret, object)
}

function getEmbed(context: Context, object: EmbedName): Embed {
  const found = context.account.store.find(object, context.id)
  if (!found) throw resourceMissing(object, context.id)
  return found as unknown as Embed
}

function describePrice(context: Context, embed: Embed, id: string) {
  const price = context.get('price', id)
  const { unit_amount, unit_amount_decimal, currency, recurring, product } = price
  const { name, description } = context.get('product', product as string)
  return {
    id,
    unit_amount_decimal: String(unit_amount_decimal ?? unit_amount),
    currency,
    currency_digits: digitsOf(currency),
    recurring: recurring && { interval: recurring.interval, interval_count: recurring.interval_count },
    trial_period_days: trialOf(embed, price) ?? null,
    product: { name, description },
  }
}

/** The days that a table or a button gives to every plan, else those of the price itself. */
function trialOf(embed: Embed, { recurring }: StripeObject<'price'>): number | undefined {
  return recurring ? (embed.trial_period_days ?? recurring.trial_period_days ?? undefined) : undefined
}

function readTrial(days: unknown): number {
  const count = Number(days)
  if (Number.isInteger(count) && count >= 1 && count <= 730) return count
  throw invalidRequest('A trial has between 1 and 730 days.', { param: 'trial_period_days' })
}

function checkPrices(context: Context, ids: string[]) {
  if (ids.length === 0)
    throw invalidRequest('Missing required param: prices.', { param: 'prices', code: 'parameter_missing' })
  const prices = ids.map((id) => context.get('price', id, 'prices'))
  const metered = prices.find(isMetered)
  if (metered) throw invalidRequest(`The usage-based price ${metered.id} cannot be sold here.`, { param: 'prices' })
  const unshown = prices.find(({ unit_amount, unit_amount_decimal }) => (unit_amount_decimal ?? unit_amount) === null)
  if (unshown) throw notPlayed(`${unshown.id} here: a price by tiers, or one that the customer chooses`)
  const byProduct = groupBy(prices, ({ product }) => product)
  if (byProduct.length > 4 || byProduct.some(([, list]) => list.length > 3)) {
    throw invalidRequest('A pricing table has at most 4 products with 3 prices each.', { param: 'prices' })
  }
  const intervals = new Set(prices.flatMap(({ recurring: r }) => (r ? [`${r.interval_count} ${r.interval}`] : [])))
  if (intervals.size > 3) throw invalidRequest('A pricing table has at most 3 intervals.', { param: 'prices' })
}
