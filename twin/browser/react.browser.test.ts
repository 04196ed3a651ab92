import { describe, expect, it } from 'vitest'
import { fillCard, paymentFrame } from './testing/host-site.ts'
import { joinCommonJs } from './testing/join-common-js.ts'
import { useHostSite } from './testing/use-host-site.ts'

// A page as a host writes it, with Stripe's packages as they are installed.
const hostPage = `${joinCommonJs(['react', 'react-dom/client', '@stripe/stripe-js/pure', '@stripe/react-stripe-js'])}
const { StrictMode, createElement, useState } = require('react')
const { createRoot } = require('react-dom/client')
const { loadStripe } = require('@stripe/stripe-js/pure')
const { Elements, PaymentElement, useElements, useStripe } = require('@stripe/react-stripe-js')

function Form() {
  const stripe = useStripe()
  const elements = useElements()
  const [result, setResult] = useState('')
  const [ready, setReady] = useState(0)
  const pay = async () => {
    const { error, setupIntent } = await stripe.confirmSetup({ elements, redirect: 'if_required' })
    setResult(error ? error.code : setupIntent.status)
  }
  return createElement('div', {},
    createElement(PaymentElement, { onReady: () => setReady((count) => count + 1), onLoadError: ({ error }) => setResult(error.message) }),
    createElement('button', { onClick: pay }, 'Save'),
    createElement('output', { id: 'ready' }, ready),
    createElement('output', { id: 'result' }, result))
}

window.start = (key, options) => {
  const root = createRoot(document.getElementById('here'))
  window.stop = () => root.unmount()
  root.render(createElement(StrictMode, {}, createElement(Elements, { stripe: loadStripe(key), options }, createElement(Form))))
}`

type HostPage = { start: (key: string, options: object) => void; stop: () => void }

const { site, page } = await useHostSite({ script: hostPage })
await site.routeStripe(page)

async function start() {
  const { client_secret: clientSecret } = await site.stripe.setupIntents.create({})
  await page.evaluate(([key, options]) => (window as unknown as HostPage).start(key as string, options as object), [
    site.publishableKey,
    { clientSecret },
  ] as const)
}

describe('loadStripe and react-stripe-js, unmodified', () => {
  it('work under Stripe’s own addresses and in StrictMode', async () => {
    await start()
    await fillCard(page, '4000000000000002')
    await expect
      .poll(() => page.locator('iframe[title="Secure payment input frame"]').getAttribute('src'))
      .toContain('https://js.stripe.com/v3/')
    await expect.poll(() => page.locator('iframe[title="Secure payment input frame"]').count()).toBe(1)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForFunction(() => document.querySelector('#result')?.textContent === 'card_declined')
    await fillCard(page, '4242424242424242')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForFunction(() => document.querySelector('#result')?.textContent === 'succeeded')
    await expect.poll(() => page.locator('#ready').textContent()).toBe('1')
    expect(page.complaints).toEqual([])
  })

  it('leave nothing of a frame behind when the page goes on', async () => {
    await start()
    await paymentFrame(page).getByLabel('Card number').waitFor()
    await page.evaluate(() => (window as unknown as HostPage).stop())
    await expect.poll(() => page.locator('iframe[name^=__privateStripeFrame]').count()).toBe(0)
  })
})
