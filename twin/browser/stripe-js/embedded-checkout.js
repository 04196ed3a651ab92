import { openFrame } from './frame.js'
import { integrationError, quote } from './integration-error.js'

const secretShape = /^cs_(?:test|live)_\w+_secret_\w+$/
let isTaken = false

/** The checkout page of a session within this page; one at a time, as with Stripe. */
export async function createEmbeddedCheckoutPage(options) {
  const where = 'stripe.createEmbeddedCheckoutPage()'
  const { clientSecret: given, fetchClientSecret, onComplete } = options ?? {}
  if (given === undefined && fetchClientSecret === undefined) {
    throw integrationError(`Missing value for ${where}: fetchClientSecret or clientSecret is needed.`)
  }
  if (fetchClientSecret !== undefined && typeof fetchClientSecret !== 'function') {
    throw integrationError(
      `Invalid value for ${where}: fetchClientSecret should be a function. You specified: ${quote(fetchClientSecret)}.`,
    )
  }
  if (isTaken) throw integrationError('You cannot have multiple Embedded Checkout objects.')
  isTaken = true
  try {
    const clientSecret = given ?? (await fetchClientSecret())
    if (typeof clientSecret !== 'string' || !secretShape.test(clientSecret)) {
      throw integrationError(
        `Invalid value for ${where}: clientSecret should be a client secret of a Checkout Session. You specified: ${quote(clientSecret)}.`,
      )
    }
    return createPage(clientSecret, onComplete)
  } catch (error) {
    isTaken = false
    throw error
  }
}

function createPage(clientSecret, onComplete) {
  let frame
  let isDestroyed = false

  const frameEvents = {
    resize: ({ height }) => {
      if (Number.isFinite(height)) frame.iframe.style.height = `${height}px`
    },
    complete({ returnUrl }) {
      if (returnUrl) window.location.href = returnUrl
      else onComplete?.()
    },
    failure: ({ error }) => console.error(`[Stripe.js] Embedded Checkout failed to load: ${error.message}`),
  }

  function unmount() {
    frame?.close()
    frame = undefined
  }

  return {
    mount(location) {
      if (isDestroyed) throw integrationError('This Embedded Checkout has already been destroyed.')
      const place = typeof location === 'string' ? document.querySelector(location) : location
      if (!(place instanceof Element)) {
        throw integrationError(
          `Invalid DOM element. Make sure to call mount() with a valid DOM element or selector. You specified: ${quote(location)}.`,
        )
      }
      if (frame) throw integrationError('This Embedded Checkout is mounted already: call unmount() first.')
      frame = openFrame({
        path: '/v3/embedded-checkout-inner.html',
        title: 'Secure checkout frame',
        name: 'embedded-checkout',
        styles: { width: '100%', height: '0' },
        onEvent: (name, detail) => frameEvents[name]?.(detail),
      })
      place.append(frame.iframe)
      frame.call('load', { clientSecret, browserLocale: navigator.language }).catch(() => {})
    },
    unmount,
    destroy() {
      unmount()
      if (!isDestroyed) isTaken = false
      isDestroyed = true
    },
  }
}
