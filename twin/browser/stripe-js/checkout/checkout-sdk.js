import { createElement } from '../element.js'
import { integrationError, notPlayed, quote } from '../integration-error.js'
import { createListeners } from '../listeners.js'
import { createActions } from './checkout-actions.js'
import { openCheckoutSession } from './checkout-session.js'

const playedElements = {
  Payment: ['payment', {}],
  BillingAddress: ['address', { mode: 'billing' }],
  ShippingAddress: ['address', { mode: 'shipping' }],
  ContactDetails: ['contactDetails', {}],
  ExpressCheckout: ['expressCheckout', {}],
}
const absentElements = ['CurrencySelector', 'TaxId', 'Terms', 'LinkSignup']

/** `stripe.initCheckoutElementsSdk()`: a Checkout Session with `ui_mode: 'elements'`, in parts on the host's page. */
export function initCheckoutElementsSdk(stripe, options) {
  const { clientSecret, elementsOptions = {}, defaultValues = {} } = options ?? {}
  if (typeof clientSecret !== 'string' && typeof clientSecret?.then !== 'function') {
    throw integrationError(
      `Invalid value for stripe.initCheckoutElementsSdk(): clientSecret should be a client secret of a Checkout Session or a Promise of one. You specified: ${quote(clientSecret)}.`,
    )
  }
  const listeners = createListeners(['change'])
  const group = { key: stripe.key, options: { ...elementsOptions }, members: new Map() }
  const checkout = openCheckoutSession(stripe, group, { clientSecret, defaultValues, listeners })
  const actions = createActions(stripe, group, checkout)
  group.loading = checkout.loading
  // Whoever needs the session hears of the failure; here nobody waits for it.
  group.loading.catch(() => {})

  function create(name, given = {}) {
    const [type, fixed] = playedElements[name]
    if (group.members.has(name)) {
      throw integrationError(`Can only create one Element of type ${type} through create${name}Element().`)
    }
    const member = createElement(group, type, { ...given, ...fixed }, () => forget(name))
    group.members.set(name, member)
    tellOfBillingAddress(group)
    if (name === 'Payment') member.element.on('change', checkout.tell)
    return member.element
  }

  function forget(name) {
    group.members.delete(name)
    tellOfBillingAddress(group)
  }

  const sdk = {
    on: listeners.on,
    async loadActions() {
      try {
        await checkout.loading
        return { type: 'success', actions }
      } catch ({ message }) {
        return { type: 'error', error: { message, code: null } }
      }
    },
    changeAppearance(appearance) {
      group.options = { ...group.options, appearance }
      for (const member of group.members.values()) member.updateGroup(['appearance'])
    },
    loadFonts() {},
  }
  for (const name of Object.keys(playedElements)) {
    sdk[`create${name}Element`] = (given) => create(name, given)
    sdk[`get${name}Element`] = () => group.members.get(name)?.element ?? null
  }
  for (const name of absentElements) {
    sdk[`create${name}Element`] = () => {
      throw notPlayed(`checkout.create${name}Element()`)
    }
    sdk[`get${name}Element`] = () => null
  }
  return sdk
}

function tellOfBillingAddress(group) {
  group.options = { ...group.options, collectsBillingAddress: group.members.has('BillingAddress') }
  group.members.get('Payment')?.updateGroup(['collectsBillingAddress'])
}
