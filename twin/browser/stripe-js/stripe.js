import { callCardFrame, createToken, isCardElement } from './card-elements.js'
import { initCheckoutElementsSdk } from './checkout/checkout-sdk.js'
import { checkClientSecret } from './client-secrets.js'
import { confirmCard, confirmWithElements, handleNextAction, retrieveIntent } from './confirm.js'
import { paymentFrame, requireGroup } from './confirm-options.js'
import { createController } from './controller.js'
import { createElements } from './elements.js'
import { createEmbeddedCheckoutPage } from './embedded-checkout.js'
import { integrationError, quote } from './integration-error.js'
import { notPlayedMethods } from './not-played.js'

/** The stand-in for Stripe.js: callable without `new`, as `loadStripe` does. */
function Stripe(key) {
  checkKey(key)
  const stripe = { key, controller: createController(key) }

  return {
    ...notPlayedMethods,
    _registerWrapper() {},
    registerAppInfo() {},
    elements: (options) => createElements(key, options),
    confirmPayment: async (options) => confirmWithElements(stripe, 'payment', options),
    confirmSetup: async (options) => confirmWithElements(stripe, 'setup', options),
    async confirmCardPayment(clientSecret, data, options) {
      checkClientSecret(clientSecret, 'stripe.confirmCardPayment()', 'payment')
      return confirmCard(stripe, clientSecret, data, options)
    },
    async confirmCardSetup(clientSecret, data, options) {
      checkClientSecret(clientSecret, 'stripe.confirmCardSetup()', 'setup')
      return confirmCard(stripe, clientSecret, data, options)
    },
    async retrievePaymentIntent(clientSecret) {
      checkClientSecret(clientSecret, 'stripe.retrievePaymentIntent()', 'payment')
      return retrieveIntent(stripe, clientSecret)
    },
    async retrieveSetupIntent(clientSecret) {
      checkClientSecret(clientSecret, 'stripe.retrieveSetupIntent()', 'setup')
      return retrieveIntent(stripe, clientSecret)
    },
    async handleNextAction({ clientSecret } = {}) {
      checkClientSecret(clientSecret, 'stripe.handleNextAction()')
      return handleNextAction(stripe, clientSecret)
    },
    async handleCardAction(clientSecret) {
      checkClientSecret(clientSecret, 'stripe.handleCardAction()', 'payment')
      return handleNextAction(stripe, clientSecret)
    },
    createEmbeddedCheckoutPage,
    initCheckoutElementsSdk: (options) => initCheckoutElementsSdk(stripe, options),
    createToken,
    createPaymentMethod: async (options) => createFromElements(stripe, 'createPaymentMethod', options),
    createConfirmationToken: async (options) => createFromElements(stripe, 'createConfirmationToken', options),
  }
}

/** A payment method without an element needs no frame of one, but a token or a saved card to begin with. */
async function createFromElements({ controller }, method, options) {
  const where = `stripe.${method}()`
  if (typeof options !== 'object' || options === null) {
    throw integrationError(`Missing value for ${where}: an object is needed. You specified: ${quote(options)}.`)
  }
  const { elements, params = {}, ...data } = options
  if (elements === undefined && method === 'createPaymentMethod') {
    const { card, ...rest } = data
    return isCardElement(card) ? callCardFrame(card, method, { data: rest }) : controller.call(method, { params: data })
  }
  const group = requireGroup(elements, where)
  if (!group.isSubmitted) {
    throw integrationError(`elements.submit() must be called before ${where}.`)
  }
  return paymentFrame(group).call(method, { params })
}

function checkKey(key) {
  if (typeof key !== 'string' || key === '') {
    throw integrationError(`Missing value for Stripe(): apiKey should be a string. You specified: ${quote(key)}.`)
  }
  if (/^[sr]k_/.test(key)) {
    throw integrationError(
      'You should not use your secret key with Stripe.js.\n        Please pass a publishable key instead.',
    )
  }
}

Stripe.version = 'endive'

if (window.Stripe) {
  console.warn('It looks like Stripe.js was loaded more than one time. Please only load it once per page.')
} else {
  window.Stripe = Stripe
}
