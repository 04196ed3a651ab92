// What a test's code finds in the host's window, and the little script that puts it there.
import type { Page } from '@playwright/test'
import type { Stripe, StripeConstructor, StripeElements, StripePaymentElement } from '@stripe/stripe-js'

declare global {
  interface Window {
    Stripe?: StripeConstructor
    stripe: Stripe
    elements: StripeElements
    element: StripePaymentElement
    /** Every event of the element, in order. */
    heard: { name: string; detail: Record<string, unknown> }[]
    /** Every message that reached the host's window. */
    messages: string[]
  }
}

/** Makes an Elements group with a Payment Element and mounts it; gives `ready` or `loaderror`, whichever comes. */
export async function mountPayment(page: Page, key: string, options: object, elementOptions: object = {}) {
  return page.evaluate(
    ([key, options, elementOptions]) => {
      window.heard = []
      window.messages = []
      window.addEventListener('message', ({ data }) => window.messages.push(JSON.stringify(data)))
      window.stripe = (window.Stripe as StripeConstructor)(key as string)
      window.elements = window.stripe.elements(options as never)
      window.element = window.elements.create('payment', elementOptions as never)
      return new Promise<string>((resolve) => {
        const names = [
          'loaderstart',
          'ready',
          'loaderror',
          'change',
          'carddetailschange',
          'focus',
          'blur',
          'escape',
          'savedpaymentmethodremove',
          'availablepaymentmethodschange',
        ]
        for (const name of names) {
          window.element.on(name as 'ready', (detail) => {
            window.heard.push({ name, detail: detail as unknown as Record<string, unknown> })
            if (name === 'ready' || name === 'loaderror') resolve(name)
          })
        }
        window.element.mount('#here')
      })
    },
    [key, options, elementOptions] as const,
  )
}

export const heardNames = (page: Page) => page.evaluate(() => window.heard.map(({ name }) => name))

type ConfirmOptions = { clientSecret?: string; confirmParams?: object; redirect?: string }

/** Calls `confirmSetup` or `confirmPayment` with the mounted elements; gives what it resolves, throws what it throws. */
export function confirm(
  page: Page,
  method: 'confirmSetup' | 'confirmPayment',
  options: ConfirmOptions = { redirect: 'if_required' },
) {
  return page.evaluate(
    ([method, options]) => {
      const stripe = window.stripe as unknown as Record<string, (options: object) => Promise<unknown>>
      return stripe[method as string]?.({ elements: window.elements, ...(options as object) })
    },
    [method, options] as const,
  )
}

/** The bank's stand-in over the page. */
export function challenge(page: Page) {
  return page
    .frameLocator('iframe[title="Secure authentication frame"]')
    .frameLocator('iframe[name="stripe-challenge-frame"]')
}
