import { callOperation } from '../kernel/call-operation.ts'
import { Context } from '../kernel/context.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { createEmbed } from './embeds.ts'

const plans = [
  { name: 'Starter', month: 900, year: 9_000 },
  { name: 'Pro', month: 2_900, year: 29_000 },
]

/** A pricing table and a buy button with something to sell, where whoever started the twin asked for samples. */
export function openSamples(context: Context) {
  if (!context.account.hasSamples) return
  const prices = plans.flatMap(({ name, ...amounts }) => {
    const product = createProduct(context, name)
    return (['month', 'year'] as const).map((interval) => createPrice(context, product, amounts[interval], interval))
  })
  const handbook = createPrice(context, createProduct(context, 'Handbook'), 1_500)
  const address = { success_url: 'https://example.com/thanks' }
  createEmbed('pricing_table')(withParams(context, { id: 'prctbl_sample', prices, ...address }))
  createEmbed('buy_button')(withParams(context, { id: 'buy_btn_sample', price: handbook, ...address }))
}

function createProduct(context: Context, name: string): string {
  return (callOperation(context, 'products.create', { name }) as StripeObject<'product'>).id
}

function createPrice(context: Context, product: string, amount: number, interval?: 'month' | 'year'): string {
  const params = { product, currency: 'usd', unit_amount: amount, ...(interval ? { recurring: { interval } } : {}) }
  return (callOperation(context, 'prices.create', params) as StripeObject<'price'>).id
}

function withParams({ account, resources, actor }: Context, params: object): Context<unknown> {
  return new Context(account, resources, actor, { params })
}
