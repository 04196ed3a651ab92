import type { Stripe } from 'stripe'
import { joinCommonJs } from './join-common-js.ts'
import { useHostSite } from './use-host-site.ts'

// A page as a host writes it, with Stripe's packages as they are installed.
const hostPage = `${joinCommonJs(['react', 'react-dom/client', '@stripe/stripe-js/pure', '@stripe/react-stripe-js/checkout'])}
const { StrictMode, createElement } = require('react')
const { createRoot } = require('react-dom/client')
const { loadStripe } = require('@stripe/stripe-js/pure')
const { CheckoutElementsProvider, useCheckoutElements, PaymentElement, BillingAddressElement, ContactDetailsElement } = require('@stripe/react-stripe-js/checkout')

function Form({ details }) {
  const state = useCheckoutElements()
  window.state = state
  if (state.type === 'loading') return 'Loading'
  if (state.type === 'error') return createElement('output', { id: 'error' }, state.error.message)
  const { checkout } = state
  return createElement('div', {},
    createElement('output', { id: 'total' }, checkout.total.total.amount),
    createElement('output', { id: 'ready' }, String(checkout.canConfirm)),
    details && createElement(ContactDetailsElement),
    details && createElement(BillingAddressElement),
    createElement(PaymentElement))
}

window.start = (key, clientSecret, details) => {
  const root = createRoot(document.getElementById('here'))
  const options = { clientSecret: Promise.resolve(clientSecret) }
  const provider = createElement(CheckoutElementsProvider, { stripe: loadStripe(key), options }, createElement(Form, { details }))
  root.render(createElement(StrictMode, {}, provider))
}`

type Checkout = Record<string, (...given: unknown[]) => Promise<unknown>>
type HostPage = {
  start: (key: string, secret: string, details: boolean) => void
  state: { checkout: Checkout }
}

/** A host's page with a Checkout Session in parts, made with react-stripe-js. */
export async function useCheckoutPage() {
  const { site, page, key } = await useHostSite({ script: hostPage })
  await site.routeStripe(page)
  const handbook = await site.stripe.prices.create({
    currency: 'usd',
    unit_amount: 1500,
    product_data: { name: 'Handbook' },
  })
  const adjustable_quantity = { enabled: true, minimum: 1, maximum: 5 }

  const start = (secret: string, details = false) =>
    page.evaluate(([key, secret, details]) => (window as unknown as HostPage).start(key, secret, details), [
      key,
      secret,
      details,
    ] as const)

  return {
    site,
    page,
    start,

    /** Opens a session, of two handbooks at $15.00 unless told otherwise, and shows it. */
    open: async (params: Stripe.Checkout.SessionCreateParams = {}, details = false) => {
      const session = await site.stripe.checkout.sessions.create({
        ui_mode: 'elements',
        mode: 'payment',
        line_items: [{ price: handbook.id, quantity: 2, adjustable_quantity }],
        return_url: `${site.url}back?session={CHECKOUT_SESSION_ID}`,
        ...params,
      })
      await start(session.client_secret ?? '', details)
      await page.locator('#total').waitFor()
      return session
    },

    /** Calls an action of the session; gives what it resolves. */
    call: (name: string, ...given: unknown[]) =>
      page.evaluate(
        ([name, given]) => {
          const { checkout } = (window as unknown as HostPage).state
          return checkout[name]?.(...given)
        },
        [name, given] as const,
      ),

    total: () => page.locator('#total').textContent(),
  }
}
