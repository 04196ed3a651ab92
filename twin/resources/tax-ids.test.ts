import { describe, expect, it } from 'vitest'
import { createShop } from '../discounts/testing.ts'

describe('customers.createTaxId', () => {
  it.each([
    ['eu_vat', 'DE123456789', 'DE', 'pending'],
    ['eu_vat', 'EL123456789', 'GR', 'pending'],
    ['gb_vat', 'GB123456789', 'GB', 'pending'],
    ['au_abn', '12345678912', 'AU', 'pending'],
    ['us_ein', '12-3456789', 'US', 'unavailable'],
    ['ch_vat', 'CHE-123.456.789 MWST', 'CH', 'unavailable'],
    ['no_vat', '123456789MVA', 'NO', 'unavailable'],
    ['in_gst', '12ABCDE3456FGZH', 'IN', 'unavailable'],
    ['ca_gst_hst', '123456789RT0002', 'CA', 'unavailable'],
    ['br_cnpj', '01.234.456/5432-10', 'BR', 'unavailable'],
    ['mx_rfc', 'ABC010203AB9', 'MX', 'unavailable'],
  ] as const)('takes %s %s', async (type, value, country, status) => {
    const { stripe, customer, eventTypes } = await createShop()
    expect(await stripe.customers.createTaxId(customer, { type, value })).toMatchObject({
      object: 'tax_id',
      id: expect.stringMatching(/^txi_/),
      type,
      value,
      country,
      customer,
      owner: { type: 'customer', customer },
      verification: { status, verified_address: null, verified_name: null },
    })
    expect((await eventTypes()).at(-1)).toBe('customer.tax_id.created')
  })

  it.each([
    ['eu_vat', 'DE12345678'],
    ['eu_vat', 'US123456789'],
    ['gb_vat', '12345'],
    ['us_ein', '123'],
    ['no_vat', '123456789'],
    ['za_vat', '5123456789'],
  ] as const)('refuses %s %s', async (type, value) => {
    const { stripe, customer } = await createShop()
    await expect(stripe.customers.createTaxId(customer, { type, value })).rejects.toMatchObject({
      statusCode: 400,
      code: 'tax_id_invalid',
      param: 'value',
    })
  })

  it('takes five and no more', async () => {
    const { stripe, customer } = await createShop()
    const creating = (digit: number) =>
      stripe.customers.createTaxId(customer, { type: 'eu_vat', value: `DE12345678${digit}` })
    for (const digit of [1, 2, 3, 4, 5]) await creating(digit)
    await expect(creating(6)).rejects.toMatchObject({ statusCode: 400 })
  })

  it.each([
    ['000000000', 'verified'],
    ['111111111', 'unverified'],
    ['222222222', 'pending'],
  ])('ends the verification of %s as %s', async (value, status) => {
    const { stripe, customer, advance } = await createShop()
    const { id, verification } = await stripe.customers.createTaxId(customer, { type: 'eu_vat', value })
    expect(verification?.status).toBe('pending')
    advance(1)
    expect((await stripe.customers.retrieveTaxId(customer, id)).verification?.status).toBe(status)
    const { data } = await stripe.events.list({ type: 'customer.tax_id.updated' })
    expect(data).toHaveLength(status === 'pending' ? 0 : 1)
  })
})

describe('tax ids', () => {
  it('are listed, expanded, printed on invoices and deleted', async () => {
    const { stripe, customer } = await createShop()
    const { id } = await stripe.customers.createTaxId(customer, { type: 'eu_vat', value: 'DE123456789' })
    expect((await stripe.customers.listTaxIds(customer)).data).toMatchObject([{ id }])
    const invoice = await stripe.invoices.create({ customer })
    expect(invoice.customer_tax_ids).toEqual([{ type: 'eu_vat', value: 'DE123456789' }])
    const expanded = await stripe.customers.retrieve(customer, { expand: ['tax_ids'] })
    expect(expanded).toMatchObject({ tax_ids: { data: [{ id }] } })
    expect(await stripe.customers.deleteTaxId(customer, id)).toEqual({ id, object: 'tax_id', deleted: true })
    await expect(stripe.customers.retrieveTaxId(customer, id)).rejects.toMatchObject({ statusCode: 404 })
  })

  it('belong to the account itself, or to a customer', async () => {
    const { stripe, customer } = await createShop()
    const own = await stripe.taxIds.create({ type: 'eu_vat', value: 'DE123456789' })
    expect(own).toMatchObject({ customer: null, owner: { type: 'self' } })
    const owner = { type: 'customer' as const, customer }
    const theirs = await stripe.taxIds.create({ type: 'us_ein', value: '123456789', owner })
    expect((await stripe.taxIds.list()).data.map(({ id }) => id)).toEqual([own.id])
    expect((await stripe.taxIds.list({ owner })).data.map(({ id }) => id)).toEqual([theirs.id])
    expect(await stripe.taxIds.retrieve(theirs.id)).toMatchObject({ customer })
    expect(await stripe.taxIds.del(own.id)).toMatchObject({ deleted: true })
  })

  it('come with a customer', async () => {
    const { stripe } = await createShop()
    const { id } = await stripe.customers.create({ tax_id_data: [{ type: 'eu_vat', value: 'DE123456789' }] })
    expect((await stripe.customers.listTaxIds(id)).data).toHaveLength(1)
    const creating = stripe.customers.create({ tax_id_data: [{ type: 'eu_vat', value: 'no' }] })
    await expect(creating).rejects.toMatchObject({ param: 'tax_id_data[0][value]' })
  })
})
