import { checkClientSecret } from './client-secrets.js'
import { integrationError, quote } from './integration-error.js'

const modes = ['payment', 'setup', 'subscription']
const fixedOptions = ['clientSecret', 'fonts', 'loader', 'customPaymentMethods']

/** Refuses what Stripe.js refuses in `stripe.elements(options)`. */
export function checkElementsOptions(options) {
  if (typeof options !== 'object' || options === null) {
    throw integrationError(
      `Invalid value for elements(): options should be an object. You specified: ${quote(options)}.`,
    )
  }
  refusePaymentMethodTypes(options, 'elements()')
  if (options.clientSecret != null && options.mode != null) {
    throw integrationError('Invalid value for elements(): you cannot pass both clientSecret and mode.')
  }
  if (options.clientSecret !== undefined) checkClientSecret(options.clientSecret, 'elements()')
  if (options.mode !== undefined) checkMode(options)
  checkCustomerSession(options, 'elements()')
}

export function checkElementsUpdate(options, current) {
  if (typeof options !== 'object' || options === null) {
    throw integrationError(
      `Invalid value for elements.update(): options should be an object. You specified: ${quote(options)}.`,
    )
  }
  refusePaymentMethodTypes(options, 'elements.update()')
  const fixed = fixedOptions.find((name) => name in options && options[name] !== current[name])
  if (fixed)
    throw integrationError(`elements.update(): ${fixed} cannot be changed after the Elements group was created.`)
  const next = { ...current, ...options }
  if (current.clientSecret && options.mode != null) {
    throw integrationError('elements.update(): mode cannot be set on Elements that were created with a clientSecret.')
  }
  if (next.mode) checkMode(next)
  checkCustomerSession(options, 'elements.update()')
}

function refusePaymentMethodTypes(options, where) {
  for (const name of ['paymentMethodTypes', 'payment_method_types']) {
    if (options[name] === undefined) continue
    throw integrationError(
      `${where}: ${name} is no longer supported. Use dynamic payment methods, allowedPaymentMethodTypes or excludedPaymentMethodTypes instead.`,
    )
  }
}

function checkMode({ mode, amount, currency }) {
  if (!modes.includes(mode)) {
    throw integrationError(
      `Invalid value for elements(): mode should be one of the following strings: ${modes.join(', ')}. You specified: ${quote(mode)}.`,
    )
  }
  if (currency !== undefined && !/^[a-z]{3}$/.test(currency)) {
    throw integrationError(
      `Invalid value for elements(): currency should be a three-letter currency code in lowercase. You specified: ${quote(currency)}.`,
    )
  }
  if (mode === 'setup') return
  const least = mode === 'payment' ? 1 : 0
  if (!Number.isInteger(amount) || amount < least) {
    throw integrationError(
      `Invalid value for elements(): amount should be an integer greater than ${least === 1 ? '0' : 'or equal to 0'}. You specified: ${quote(amount)}.`,
    )
  }
  if (currency === undefined) {
    throw integrationError('Missing value for elements(): currency should be a three-letter currency code.')
  }
}

function checkCustomerSession({ customerSessionClientSecret }, where) {
  if (customerSessionClientSecret === undefined || typeof customerSessionClientSecret === 'string') return
  throw integrationError(
    `Invalid value for ${where}: customerSessionClientSecret should be a string. You specified: ${quote(customerSessionClientSecret)}.`,
  )
}
