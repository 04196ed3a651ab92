// One account to make random calls on: a catalogue, coupons, and what the calls have made so far.
import { Stripe } from 'stripe'
import { allResources } from '../all-resources.ts'
import type { Context } from '../kernel/context.ts'
import { renderObject } from '../kernel/render-object.ts'
import type { Resource } from '../kernel/resource.ts'
import { operations } from '../kernel/stripe-table.ts'
import type { AnyObject, StripeObject } from '../kernel/wire.ts'
import { createTwin } from '../twin.ts'
import { findMisfits } from './check-shape.ts'

export type World = Awaited<ReturnType<typeof createWorld>>

const key = 'sk_test_of_random_calls'

export async function createWorld() {
  const mistold: string[] = []
  const twin = createTwin({ resources: [...allResources, watcher(mistold)] })
  const stripe = new Stripe(key, {
    httpClient: Stripe.createFetchHttpClient(twin.fetch),
    maxNetworkRetries: 0,
    telemetry: false,
  })
  const account = twin.account(key)
  account.setClock(1_790_000_000, true)
  const prices = await sellPrices(stripe)
  const coupons = await offerCoupons(stripe)
  return { stripe, account, prices, coupons, customers: [] as string[], calls: [] as string[], mistold }
}

/** Compares the object of each event with its type, and with what a fetch would give in that moment. */
function watcher(mistold: string[]): Resource {
  return {
    witness: (context: Context, event) => {
      if (event.object !== 'event') return
      const { type, data } = event as StripeObject<'event'>
      const told = data.object as AnyObject
      // The upcoming invoice is none yet, and has no id.
      if (type === 'invoice.upcoming') return
      for (const misfit of findMisfits(told)) mistold.push(`${type}: ${misfit}`)
      const stored = told.id ? context.account.store.find(told.object, told.id) : undefined
      if (stored && JSON.stringify(renderObject(stored, context)) !== JSON.stringify(told))
        mistold.push(`${type} of ${told.id} told of something else than was stored`)
    },
  }
}

/** @returns what is answered and not of its type */
export function findMisshapen({ account }: World): string[] {
  const names = new Set(operations.map(({ answers }) => answers ?? ''))
  return account.run({ kind: 'page' }, (context) =>
    [...names].flatMap((name) =>
      account.store.list(name).flatMap((object) => findMisfits(renderObject(object, context))),
    ),
  )
}

async function sellPrices(stripe: Stripe): Promise<string[]> {
  const terms = [
    { unit_amount: 1000, recurring: { interval: 'month' as const } },
    { unit_amount: 3333, recurring: { interval: 'month' as const } },
    { unit_amount_decimal: '99.95' as never, recurring: { interval: 'month' as const } },
    { unit_amount: 12_000, recurring: { interval: 'year' as const } },
    { unit_amount: 799, recurring: { interval: 'week' as const } },
  ]
  const made: string[] = []
  for (const [index, term] of terms.entries()) {
    const product_data = { name: `Plan ${index}` }
    made.push((await stripe.prices.create({ currency: 'usd', product_data, ...term })).id)
  }
  return made
}

async function offerCoupons(stripe: Stripe): Promise<string[]> {
  const terms: Stripe.CouponCreateParams[] = [
    { percent_off: 33.33, duration: 'forever' },
    { percent_off: 10, duration: 'once' },
    { amount_off: 777, currency: 'usd', duration: 'repeating', duration_in_months: 2 },
    { amount_off: 50_000, currency: 'usd', duration: 'once' },
  ]
  const made: string[] = []
  for (const term of terms) made.push((await stripe.coupons.create(term)).id)
  return made
}
