import { describe, expect, it } from 'vitest'
import { paymentFrame } from './testing/host-site.ts'
import { mountPayment } from './testing/host-window.ts'
import { useHostSite } from './testing/use-host-site.ts'

const { site, page, key } = await useHostSite()

const details = () =>
  page.evaluate(() =>
    window.heard.filter(({ name }) => name === 'carddetailschange').map(({ detail }) => detail.details),
  )

describe('carddetailschange', () => {
  it('tells of the brand and the funding of a card once its first digits are there', async () => {
    await mountPayment(page, key, { mode: 'setup' })
    const number = paymentFrame(page).getByLabel('Card number')
    await number.pressSequentially('5200828282828210')
    await number.fill('')
    await number.pressSequentially('4242424242')
    await expect.poll(details).toEqual([
      { brands: ['mastercard'], funding: 'debit' },
      { brands: null, funding: null },
      { brands: ['visa'], funding: 'credit' },
    ])
  })

  it('tells of a saved card that is chosen', async () => {
    const { stripe } = site
    const customer = (await stripe.customers.create()).id
    const { id } = await stripe.paymentMethods.attach('pm_card_amex', { customer })
    await stripe.paymentMethods.update(id, { allow_redisplay: 'always' })
    const features = { payment_method_redisplay: 'enabled' as const }
    const components = { payment_element: { enabled: true, features } }
    const { client_secret } = await stripe.customerSessions.create({ customer, components })
    await mountPayment(page, key, { mode: 'setup', customerSessionClientSecret: client_secret })
    await expect.poll(details).toEqual([{ brands: ['amex'], funding: 'credit' }])
    await paymentFrame(page).getByRole('radio', { name: 'New card' }).check()
    await expect.poll(async () => (await details()).at(-1)).toEqual({ brands: null, funding: null })
  })
})
