// Whatever stands in a parameter, the twin answers as Stripe does: it never fails itself.
import { describe, expect, it } from 'vitest'
import type { Operation, Shape } from '../kernel/shape.ts'
import { operations, resolveShape } from '../kernel/stripe-table.ts'
import { createTestTwin } from '../test-twin.ts'

const words = ['constructor', '__proto__', '-7', '']
const deepest = 4
const mostPlaces = 12
type Given = { [name: string]: unknown }

/** With the word in one place at a time of what a parameter may hold. */
function placesOf(shape: Shape, word: string, depth = 0): unknown[] {
  const declared = resolveShape(shape)
  if (typeof declared !== 'object') return [word]
  if (depth > deepest || 'enum' in declared) return []
  if ('null' in declared) return placesOf(declared.null, word, depth)
  if ('empty' in declared) return placesOf(declared.empty, word, depth)
  if ('array' in declared) return placesOf(declared.array, word, depth + 1).map((place) => [place])
  if ('oneOf' in declared) return declared.oneOf.flatMap((one) => placesOf(one, word, depth + 1))
  if ('map' in declared) return [{ [word]: fill(declared.map) }]
  if (!('fields' in declared)) return [word]
  const required = requiredOf(declared.fields)
  return Object.entries(declared.fields).flatMap(([name, field]) =>
    placesOf(field, word, depth + 1).map((place) => ({ ...required, [name.replace('?', '')]: place })),
  )
}

function requiredOf(fields: Record<string, Shape>): Given {
  const required = Object.entries(fields).filter(([name]) => !name.endsWith('?'))
  return Object.fromEntries(required.map(([name, field]) => [name, fill(field)]))
}

/** Something of the right kind. */
function fill(shape: Shape): unknown {
  const declared = resolveShape(shape)
  if (typeof declared !== 'object') return declared === 'boolean' ? 'true' : '5'
  if ('enum' in declared) return declared.enum[0]
  if ('null' in declared) return fill(declared.null)
  if ('empty' in declared) return fill(declared.empty)
  if ('array' in declared) return [fill(declared.array)]
  if ('oneOf' in declared) return fill(declared.oneOf[0] ?? 'string')
  if ('map' in declared) return { eur: fill(declared.map) }
  return 'fields' in declared ? requiredOf(declared.fields) : '5'
}

function encode(given: Given, path = ''): string[] {
  return Object.entries(given).flatMap(([name, value]) => {
    const key = path === '' ? name : `${path}[${name}]`
    if (typeof value === 'object' && value !== null) return encode(value as Given, key)
    return [`${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`]
  })
}

/** Parameters with which an operation gets as far as reading the others. */
async function setUp() {
  const { call, stripe } = createTestTwin()
  const { id: customer } = await stripe.customers.create({ source: 'tok_visa' })
  const recurring = { interval: 'month' as const }
  const price_data = { currency: 'usd', unit_amount: 500, recurring }
  const product = await stripe.products.create({ name: 'Pro', default_price_data: price_data })
  const price = product.default_price as string
  const { id: coupon } = await stripe.coupons.create({ percent_off: 5 })
  const amount = { amount: 100, currency: 'usd' }
  const line_items = [{ price, quantity: 1 }]
  const enough: Record<string, Given> = {
    'charges.create': { ...amount, source: 'tok_visa' },
    'checkout.sessions.create': { mode: 'subscription', success_url: 'https://example.com', line_items },
    'coupons.create': { percent_off: 5 },
    'invoiceItems.create': { customer, ...amount },
    'invoices.create': { customer },
    'invoices.createPreview': { customer },
    'paymentIntents.create': amount,
    'paymentMethods.create': { type: 'card', card: { token: 'tok_visa' } },
    'prices.create': { product: product.id, currency: 'usd', unit_amount: 5 },
    'products.create': { name: 'Pro' },
    'promotionCodes.create': { promotion: { type: 'coupon', coupon } },
    'subscriptions.create': { customer, items: [{ price }] },
  }
  return { call, enough }
}

const creations = operations.filter(
  ({ method, path, params }) => method === 'POST' && path.startsWith('/v1/') && !path.includes('{') && params,
)

describe('a hostile value', () => {
  it('makes no call a fault of the twin', async () => {
    const { call, enough } = await setUp()
    const faults: string[] = []
    for (const { name, path, params } of creations as (Operation & { params: Shape })[]) {
      if ((await call('POST', path, { body: '' })).status === 501) continue
      const shape = resolveShape(params)
      const fields = typeof shape === 'object' && 'fields' in shape ? Object.entries(shape.fields) : []
      for (const [declared, field] of fields) {
        const param = declared.replace('?', '')
        const places = words.flatMap((word) => placesOf(field, word).slice(0, mostPlaces))
        for (const place of places) {
          const body = encode({ ...enough[name], [param]: place }).join('&')
          const error = await call('POST', path, { body }).then(
            (answer) => answer.body.error ?? {},
            (broken: Error) => ({ code: 'twin_fault', message: broken.message }),
          )
          if (error.code === 'twin_fault') faults.push(`${name}: ${body}: ${error.message}`)
        }
      }
    }
    expect(faults).toEqual([])
  }, 60_000)
})
