import { describe, expect, it } from 'vitest'
import { fillCard } from './testing/host-site.ts'
import { confirm, mountPayment } from './testing/host-window.ts'
import { useHostSite } from './testing/use-host-site.ts'

const { site, page, key } = await useHostSite()
const customer = (await site.stripe.customers.create({})).id

async function mountSetup() {
  const intent = await site.stripe.setupIntents.create({ customer })
  await mountPayment(page, key, { clientSecret: intent.client_secret })
  return intent
}

describe('stripe.confirmSetup', () => {
  it('saves the card, and the server agrees', async () => {
    const { id } = await mountSetup()
    await fillCard(page, '4242424242424242')
    expect(await confirm(page, 'confirmSetup')).toMatchObject({ setupIntent: { id, status: 'succeeded' } })
    expect((await site.stripe.setupIntents.retrieve(id)).status).toBe('succeeded')
    const [saved] = (await site.stripe.customers.listPaymentMethods(customer)).data
    expect(saved?.card?.last4).toBe('4242')
  })

  it('goes to the return_url, whose own query stays', async () => {
    const { id, client_secret } = await mountSetup()
    await fillCard(page, '4242424242424242')
    const arrived = page.waitForURL(/back/)
    confirm(page, 'confirmSetup', { confirmParams: { return_url: `${site.url}back?plan=pro#card` } }).catch(() => {})
    await arrived
    const { searchParams, hash } = new URL(page.url())
    expect(Object.fromEntries(searchParams)).toEqual({
      plan: 'pro',
      setup_intent: id,
      setup_intent_client_secret: client_secret,
      redirect_status: 'succeeded',
    })
    expect(hash).toBe('#card')
  })

  it('resolves with what is missing', async () => {
    await mountSetup()
    expect(await confirm(page, 'confirmSetup')).toMatchObject({
      error: { type: 'validation_error', code: 'incomplete_number' },
    })
  })

  it.each([
    ['4000000000000002', 'card_declined', 'generic_decline'],
    ['4000000000009995', 'card_declined', 'insufficient_funds'],
    ['4000000000000069', 'expired_card', 'expired_card'],
    ['4000000000000127', 'incorrect_cvc', 'incorrect_cvc'],
  ])('resolves with the decline of %s, and takes the next card', async (number, code, decline_code) => {
    const { id } = await mountSetup()
    await fillCard(page, number)
    const declined = await confirm(page, 'confirmSetup')
    expect(declined).toMatchObject({ error: { type: 'card_error', code, decline_code, setup_intent: { id } } })
    expect(page.url()).toBe(site.url)
    await fillCard(page, '4242424242424242')
    expect(await confirm(page, 'confirmSetup')).toMatchObject({ setupIntent: { status: 'succeeded' } })
  })

  it('needs a submit first when there was no intent yet', async () => {
    await mountPayment(page, key, { mode: 'setup', currency: 'eur' })
    await fillCard(page, '4242424242424242')
    const { client_secret: clientSecret } = await site.stripe.setupIntents.create({ customer })
    const options = { clientSecret: clientSecret ?? '', redirect: 'if_required' }
    await expect(confirm(page, 'confirmSetup', options)).rejects.toThrow('elements.submit() must be called before')
    expect(await page.evaluate(() => window.elements.submit())).toEqual({ selectedPaymentMethod: 'card' })
    await expect(confirm(page, 'confirmSetup')).rejects.toThrow('clientSecret is needed')
    expect(await confirm(page, 'confirmSetup', options)).toMatchObject({ setupIntent: { status: 'succeeded' } })
  })

  it('throws for a mistake in how it is called', async () => {
    await mountSetup()
    await expect(confirm(page, 'confirmSetup', {})).rejects.toThrow(
      'IntegrationError: Missing value for stripe.confirmSetup(): confirmParams.return_url',
    )
    await expect(confirm(page, 'confirmPayment')).rejects.toThrow('the client secret of a PaymentIntent')
    await page.evaluate(() => window.element.unmount())
    await expect(confirm(page, 'confirmSetup')).rejects.toThrow('elements should have a mounted Payment Element')
    const bare = page.evaluate(() => window.stripe.confirmSetup({ redirect: 'if_required' } as never))
    await expect(bare).rejects.toThrow('IntegrationError')
  })
})
