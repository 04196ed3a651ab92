import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { useEmbedShop } from './testing/embed-shop.ts'

const { site, monthly, once, sellIn, table, show, checkOut } = await useEmbedShop()

describe('the prices of a <stripe-pricing-table>', () => {
  it.each([
    [{ currency: 'usd', unit_amount_decimal: '1250.5' }, '$12.505'],
    [{ currency: 'jpy', unit_amount: 1250 }, '¥1,250'],
    [{ currency: 'kwd', unit_amount: 1250 }, 'KWD 1.250'],
    [{ currency: 'isk', unit_amount: 125_000 }, 'ISK 1,250.00'],
    [{ currency: 'usd', unit_amount: 0, recurring: { interval: 'year' as const } }, '$0.00 / year'],
    [
      { currency: 'eur', unit_amount: 900, recurring: { interval: 'month' as const, interval_count: 3 } },
      '€9.00 every 3 months',
    ],
  ])('shows the price %o as %s', async (params, text) => {
    const price = await site.stripe.prices.create({
      product_data: { name: 'One' },
      ...params,
    } as Stripe.PriceCreateParams)
    await sellIn('prctbl_one', [price.id])
    await show('stripe-pricing-table', { 'pricing-table-id': 'prctbl_one' })
    const shown = table().getByRole('listitem').locator('p').first()
    await expect.poll(async () => (await shown.textContent())?.replaceAll('\u00a0', ' ')).toBe(text)
  })

  it('gives the trial that the table has', async () => {
    await sellIn('prctbl_trial', [monthly.id], { trial_period_days: 14 })
    await show('stripe-pricing-table', { 'pricing-table-id': 'prctbl_trial' })
    await expect.poll(() => table().getByRole('listitem').textContent()).toContain('14 days free')
    const { id } = await checkOut(table(), /Start trial/)
    expect(await site.stripe.checkout.sessions.retrieve(id)).toMatchObject({ amount_total: 0 })
  })

  it('lets choose the interval where there are several', async () => {
    const product = monthly.product as string
    const yearly = await site.stripe.prices.create({
      currency: 'eur',
      unit_amount: 19_000,
      recurring: { interval: 'year' },
      product,
    })
    await sellIn('prctbl_both', [monthly.id, yearly.id, once.id])
    await show('stripe-pricing-table', { 'pricing-table-id': 'prctbl_both' })
    await table().getByText('€19.00').waitFor()
    await expect.poll(() => table().getByRole('listitem').count()).toBe(2)
    await table().getByRole('radio', { name: 'Yearly' }).check()
    await expect.poll(() => table().getByText('€190.00').count()).toBe(1)
    await expect.poll(() => table().getByText('€19.00').count()).toBe(0)
    const { id } = await checkOut(table(), /Pro/)
    const [line] = (await site.stripe.checkout.sessions.listLineItems(id)).data
    expect(line?.price?.id).toBe(yearly.id)
  })
})

describe('POST /_twin/pricing_tables', () => {
  it.each([
    ['no prices', { prices: [], success_url: 'https://example.com' }, 'prices'],
    ['a price that there is not', { prices: ['price_none'], success_url: 'https://example.com' }, 'prices'],
    ['no address to go to afterwards', { prices: [''], success_url: 'thanks' }, 'prices'],
    ['a trial of no days', { trial_period_days: 731, success_url: 'https://example.com' }, 'trial_period_days'],
    ['an id of another kind', { id: 'table_1', success_url: 'https://example.com' }, 'id'],
  ])('refuses %s', async (_what, body, param) => {
    const answer = await site.control('pricing_tables', { prices: [monthly.id], ...body })
    expect(answer).toMatchObject({ error: { type: 'invalid_request_error', param } })
  })
})
