import { describe, expect, it } from 'vitest'
import { fillCard } from './testing/host-site.ts'
import { challenge, confirm, mountPayment } from './testing/host-window.ts'
import { useHostSite } from './testing/use-host-site.ts'

type Method = 'confirmPayment' | 'confirmSetup'

const { site, page, key } = await useHostSite()

/** The client secret of a new intent of the kind that the method confirms. */
async function newSecret(method: Method): Promise<string> {
  const intent =
    method === 'confirmPayment'
      ? await site.stripe.paymentIntents.create({ amount: 1900, currency: 'eur' })
      : await site.stripe.setupIntents.create({})
  return intent.client_secret ?? ''
}

async function mount(method: Method) {
  const clientSecret = await newSecret(method)
  await mountPayment(page, key, { clientSecret })
  return { clientSecret, id: clientSecret.split('_secret_')[0] ?? '' }
}

const kinds = [
  ['confirmPayment', 'payment_intent', 'paymentIntent'],
  ['confirmSetup', 'setup_intent', 'setupIntent'],
] as const

describe.each(kinds)('stripe.%s', (method, object, result) => {
  it('goes to the return_url, whose own query stays', async () => {
    const { id, clientSecret } = await mount(method)
    await fillCard(page, '4242424242424242')
    const arrived = page.waitForURL(/back/)
    confirm(page, method, { confirmParams: { return_url: `${site.url}back?a=1&a=2#top` } }).catch(() => {})
    await arrived
    const { searchParams, hash } = new URL(page.url())
    expect([...searchParams]).toEqual([
      ['a', '1'],
      ['a', '2'],
      [object, id],
      [`${object}_client_secret`, clientSecret],
      ['redirect_status', 'succeeded'],
    ])
    expect(hash).toBe('#top')
  })

  it('stays after a decline, and goes with the next card', async () => {
    await mount(method)
    await fillCard(page, '4000000000000002')
    const confirmParams = { return_url: `${site.url}back` }
    expect(await confirm(page, method, { confirmParams })).toMatchObject({
      error: { type: 'card_error', code: 'card_declined', message: 'Your card was declined.' },
    })
    expect(page.url()).toBe(site.url)
    await fillCard(page, '4242424242424242')
    const arrived = page.waitForURL(/back/)
    confirm(page, method, { confirmParams }).catch(() => {})
    await arrived
  })

  it.each([
    ['Complete', 'succeeded'],
    ['Fail', 'requires_payment_method'],
  ])('asks the bank on the page itself: %s', async (answer, status) => {
    const { id } = await mount(method)
    await fillCard(page, '4000002760003184')
    const confirming = confirm(page, method, { confirmParams: { return_url: `${site.url}back` } }).catch(
      () => undefined,
    )
    await challenge(page).getByRole('button', { name: answer }).click()
    if (answer === 'Complete') await page.waitForURL(/back/)
    else
      expect(await confirming).toMatchObject({
        error: { code: `${object}_authentication_failure`, [object]: { id, status } },
      })
    const intent =
      method === 'confirmPayment'
        ? await site.stripe.paymentIntents.retrieve(id)
        : await site.stripe.setupIntents.retrieve(id)
    expect(intent.status).toBe(status)
  })

  it('resolves with an error for an intent that is over', async () => {
    const { id } = await mount(method)
    await fillCard(page, '4242424242424242')
    expect(await confirm(page, method)).toMatchObject({ [result]: { id, status: 'succeeded' } })
    expect(await confirm(page, method)).toMatchObject({
      error: { type: 'invalid_request_error', code: `${object}_unexpected_state`, [object]: { id } },
    })
    const again = await newSecret(method)
    await page.goto(site.url)
    expect(await mountPayment(page, key, { clientSecret: again })).toBe('ready')
  })

  it('resolves with an error for a secret that is not the intent’s', async () => {
    const { clientSecret } = await mount(method)
    await page.goto(site.url)
    await mountPayment(page, key, { mode: 'setup' })
    await fillCard(page, '4242424242424242')
    await page.evaluate(() => window.elements.submit())
    const options = { clientSecret: `${clientSecret}x`, redirect: 'if_required' }
    expect(await confirm(page, method, options)).toMatchObject({ error: { type: 'invalid_request_error' } })
  })

  it.each([
    ['no return_url', {}, 'confirmParams.return_url is needed'],
    ['a return_url that is none', { confirmParams: { return_url: '/back' } }, 'return_url should be an absolute URL'],
    ['another redirect', { redirect: 'never' }, "redirect should be 'always' or 'if_required'"],
    ['a malformed secret', { clientSecret: 'foo', redirect: 'if_required' }, 'clientSecret should be a client secret'],
    ['elements that are none', { elements: {}, redirect: 'if_required' }, 'elements should be an Elements object'],
  ])('throws for %s', async (_what, options, message) => {
    await mount(method)
    await expect(confirm(page, method, options)).rejects.toThrow(message)
    await expect(confirm(page, method, options)).rejects.toThrow('IntegrationError')
  })

  it('throws for the secret of the other kind of intent, and for no options', async () => {
    await mount(method === 'confirmPayment' ? 'confirmSetup' : 'confirmPayment')
    await expect(confirm(page, method)).rejects.toThrow('clientSecret should be the client secret of a')
    const bare = page.evaluate((method) => window.stripe[method as 'confirmSetup'](undefined as never), method)
    await expect(bare).rejects.toThrow('an object with elements or clientSecret is needed')
  })
})

describe('retrieving', () => {
  it.each([
    ['retrievePaymentIntent', 'confirmPayment', 'paymentIntent'],
    ['retrieveSetupIntent', 'confirmSetup', 'setupIntent'],
  ] as const)('by %s gives the intent, or an error for another secret', async (retrieve, method, result) => {
    const secret = await newSecret(method)
    const found = await page.evaluate(
      ([key, retrieve, secret]) => {
        const stripe = window.Stripe?.(key as string)
        const call = stripe?.[retrieve as 'retrievePaymentIntent']
        return Promise.all([call?.(secret as string), call?.(`${secret}x`)])
      },
      [key, retrieve, secret] as const,
    )
    expect(found).toMatchObject([{ [result]: { client_secret: secret } }, { error: { type: 'invalid_request_error' } }])
  })

  it('throws for a malformed secret', async () => {
    const retrieving = page.evaluate((key) => window.Stripe?.(key).retrieveSetupIntent('pi_1_secret_2'), key)
    await expect(retrieving).rejects.toThrow('the client secret of a SetupIntent')
  })
})
