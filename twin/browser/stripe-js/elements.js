import { checkElementsOptions, checkElementsUpdate } from './elements-options.js'
import { integrationError, notPlayed, quote } from './integration-error.js'
import { createListeners } from './listeners.js'
import { createPaymentElement } from './payment-element.js'

const otherElementTypes = [
  'address',
  'affirmMessage',
  'auBankAccount',
  'card',
  'cardCvc',
  'cardExpiry',
  'cardNumber',
  'contactDetails',
  'currencySelector',
  'expressCheckout',
  'iban',
  'issuingCardCopyButton',
  'issuingCardCvcDisplay',
  'issuingCardExpiryDisplay',
  'issuingCardNumberDisplay',
  'issuingCardPinDisplay',
  'linkAuthentication',
  'linkSignup',
  'paymentMethodMessaging',
  'shippingAddress',
  'taxId',
  'terms',
]

const groups = new WeakMap()

/** What `confirmPayment` and its like need of an Elements group: its options, its Payment Element, whether it was submitted. */
export function findGroup(elements) {
  return typeof elements === 'object' && elements !== null ? groups.get(elements) : undefined
}

export function createElements(key, initialOptions = {}) {
  checkElementsOptions(initialOptions)
  const listeners = createListeners(['update-end'])
  const group = { key, options: { ...initialOptions }, paymentElement: undefined, isSubmitted: false }

  const elements = {
    create(type, options = {}) {
      checkType(type)
      checkIntent(group.options)
      if (group.paymentElement)
        throw integrationError('Can only create one Element of type payment through elements.create().')
      group.paymentElement = createPaymentElement(group, options, () => {
        group.paymentElement = undefined
      })
      return group.paymentElement.element
    },

    getElement(type) {
      // A component of react-stripe-js carries the type of its element.
      const name = type?.__elementType ?? type
      return name === 'payment' ? (group.paymentElement?.element ?? null) : null
    },

    async update(options) {
      checkElementsUpdate(options, group.options)
      group.options = { ...group.options, ...options }
      await group.paymentElement?.updateGroup(Object.keys(options))
      listeners.emit('update-end')
    },

    async submit() {
      const frame = group.paymentElement?.frame()
      if (!frame) {
        throw integrationError('elements.submit(): the Elements group should have a mounted Payment Element.')
      }
      const result = await frame.call('submit')
      group.isSubmitted = !result.error
      return result
    },

    async fetchUpdates() {
      return (await group.paymentElement?.frame()?.call('fetchUpdates')) ?? {}
    },

    on(name, handler) {
      listeners.on(name, handler)
      return elements
    },
    once(name, handler) {
      listeners.once(name, handler)
      return elements
    },
    off(name, handler) {
      listeners.off(name, handler)
      return elements
    },
  }

  groups.set(elements, group)
  return elements
}

function checkType(type) {
  if (type === 'payment') return
  if (otherElementTypes.includes(type)) throw notPlayed(`The ${type} Element`)
  throw integrationError(
    `A valid Element name must be provided. Valid Elements are:\n  payment, ${otherElementTypes.join(', ')}; you passed: ${quote(type)}.`,
  )
}

function checkIntent({ clientSecret, mode }) {
  if (clientSecret || mode) return
  throw integrationError(
    'In order to create a payment element, you must pass a clientSecret or mode when creating your Elements group.\n\ne.g. stripe.elements({clientSecret: "{{CLIENT_SECRET}}"})',
  )
}
