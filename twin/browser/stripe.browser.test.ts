import { describe, expect, it } from 'vitest'
import './testing/host-window.ts'
import { useHostSite } from './testing/use-host-site.ts'

const { site, page, key } = await useHostSite()

describe('window.Stripe', () => {
  it('is a plain function with the version of this release train', async () => {
    const found = await page.evaluate(() => [
      typeof window.Stripe,
      (window.Stripe as unknown as { version: string }).version,
    ])
    expect(found).toEqual(['function', 'endive'])
  })

  it.each([[undefined], [''], ['sk_test_secret'], ['rk_test_secret']])('refuses the key %s', async (wrong) => {
    await expect(page.evaluate((wrong) => window.Stripe?.(wrong as string), wrong)).rejects.toThrow('IntegrationError')
  })

  it('has what react-stripe-js and loadStripe look for', async () => {
    const missing = await page.evaluate((key) => {
      const stripe = window.Stripe?.(key) as unknown as Record<string, unknown>
      const names =
        'elements createToken createPaymentMethod confirmCardPayment _registerWrapper registerAppInfo confirmSetup confirmPayment retrievePaymentIntent retrieveSetupIntent handleNextAction createConfirmationToken createEmbeddedCheckoutPage'
      return names.split(' ').filter((name) => typeof stripe[name] !== 'function')
    }, key)
    expect(missing).toEqual([])
  })

  it('stays the same when it is loaded again', async () => {
    const isSame = await page.evaluate(async (address) => {
      const first = window.Stripe
      const script = document.createElement('script')
      script.src = address
      document.head.append(script)
      await new Promise((resolve) => script.addEventListener('load', resolve))
      return window.Stripe === first
    }, `${site.base}/endive/stripe.js`)
    expect(isSame).toBe(true)
  })

  it('refuses what the twin does not play, by name', async () => {
    const calling = page.evaluate((key) => window.Stripe?.(key).initCheckoutFormSdk({ clientSecret: '' }), key)
    await expect(calling).rejects.toThrow('stripe.initCheckoutFormSdk() is not played by the Stripe twin yet')
  })
})

describe('stripe.elements', () => {
  it.each([
    ['a malformed client secret', { clientSecret: 'foo' }, 'clientSecret should be a client secret'],
    ['a checkout secret', { clientSecret: 'cs_test_1_secret_2' }, 'clientSecret should be a client secret'],
    [
      'paymentMethodTypes',
      { mode: 'setup', paymentMethodTypes: ['card'] },
      'paymentMethodTypes is no longer supported',
    ],
    ['an unknown mode', { mode: 'gift' }, 'mode should be one of'],
    ['a payment without amount', { mode: 'payment', currency: 'eur' }, 'amount should be an integer'],
    ['a payment without currency', { mode: 'payment', amount: 100 }, 'currency'],
    ['mode beside clientSecret', { mode: 'setup', clientSecret: 'seti_1_secret_2' }, 'both clientSecret and mode'],
  ])('refuses %s', async (_what, options, message) => {
    const making = page.evaluate(([key, options]) => void window.Stripe?.(key).elements(options as never), [
      key,
      options,
    ] as const)
    await expect(making).rejects.toThrow(message)
  })

  it('needs an intent or a mode for a Payment Element', async () => {
    const making = page.evaluate((key) => void window.Stripe?.(key).elements().create('payment'), key)
    await expect(making).rejects.toThrow('you must pass a clientSecret or mode')
  })

  it('has one element of a type, until that is destroyed', async () => {
    const found = await page.evaluate((key) => {
      const elements = window.Stripe?.(key).elements({ mode: 'setup' })
      const first = elements?.create('payment')
      const isFound = elements?.getElement('payment') === first
      let message = ''
      try {
        elements?.create('payment')
      } catch (error) {
        message = (error as Error).message
      }
      first?.destroy()
      return { isFound, message, after: elements?.getElement('payment'), again: Boolean(elements?.create('payment')) }
    }, key)
    expect(found).toMatchObject({ isFound: true, after: null, again: true })
    expect(found.message).toContain('Can only create one Element of type payment')
  })

  it('refuses an unknown element, and names one that the twin lacks', async () => {
    const making = (type: string) =>
      page.evaluate(
        ([key, type]) =>
          void window
            .Stripe?.(key)
            .elements({ mode: 'setup' })
            .create(type as 'payment'),
        [key, type] as const,
      )
    await expect(making('nonsense')).rejects.toThrow('A valid Element name must be provided')
    await expect(making('iban')).rejects.toThrow('The iban Element is not played by the Stripe twin yet')
  })
})
