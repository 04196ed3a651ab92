import { listMounted } from '../elements.js'
import { integrationError, notPlayed } from '../integration-error.js'
import { confirmCheckout } from './confirm-checkout.js'

const absentActions = ['updateTaxIdInfo']
const errorCodes = { promotion_code_invalid: 'invalidCode' }

/** What `loadActions()` gives: each resolves with the session after it, or with what the customer has to mend. */
export function createActions(stripe, group, checkout) {
  const attempt = async (work) => {
    try {
      return await work()
    } catch (error) {
      if (error.name === 'IntegrationError') throw error
      return { type: 'error', error: { message: error.message, code: errorCodes[error.code] ?? null } }
    }
  }
  const collect = (collected) => attempt(() => checkout.change({ collected: withEmptyForNull(collected) }))

  return {
    getSession: checkout.current,
    applyPromotionCode: (code) => attempt(() => checkout.change({ promotion_code: code })),
    removePromotionCode: () => attempt(() => checkout.change({ promotion_code: '' })),
    async updateEmail(email) {
      const error = email === null ? undefined : emailError(email)
      return error ? { type: 'error', error } : collect({ email })
    },
    updatePhoneNumber: (phoneNumber) => collect({ phoneNumber }),
    updateBillingAddress: (billingAddress) => collect({ billingAddress }),
    updateShippingAddress: (shippingAddress) => collect({ shippingAddress }),
    updateIndividualName: (individualName) => collect({ individualName }),
    updateBusinessName: (businessName) => collect({ businessName }),
    updateLineItemQuantity: ({ lineItem, quantity }) =>
      attempt(() => checkout.change({ line_item: { id: lineItem, quantity } })),
    updateShippingOption: (id) => attempt(() => checkout.change({ shipping_option: id })),
    addOptionalLineItem: (priceId) => attempt(() => checkout.change({ added_item: priceId })),
    removeOptionalLineItem: (priceId) => attempt(() => checkout.change({ removed_item: priceId })),
    runServerUpdate: (update) =>
      attempt(async () => {
        await update()
        return checkout.refresh()
      }),
    validateElements: () => validateElements(group, checkout),
    confirm: (options) => attempt(() => confirmCheckout(stripe, group, checkout, options)),
    ...Object.fromEntries(
      absentActions.map((name) => [name, async () => Promise.reject(notPlayed(`actions.${name}()`))]),
    ),
  }
}

function emailError(email) {
  if (typeof email !== 'string') throw integrationError('Invalid value for updateEmail(): email should be a string.')
  if (!/@[^@]+\.[^@.]+$/.test(email)) return { message: 'Your email is incomplete.', code: 'incompleteEmail' }
  const isValid = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email)
  return isValid ? undefined : { message: 'Your email is invalid.', code: 'invalidEmail' }
}

/** A form has no null: an empty value takes away what was there. */
function withEmptyForNull(values) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? '']))
}

const errorNames = {
  Payment: 'payment',
  BillingAddress: 'billingAddress',
  ShippingAddress: 'shippingAddress',
  ContactDetails: 'contactDetails',
}

async function validateElements(group, checkout) {
  if (listMounted(group).length === 0) {
    const message = 'No elements are mounted.'
    return { type: 'error', error: { code: 'no_elements', message, validation_errors: [] } }
  }
  const validation_errors = []
  for (const [name, element] of Object.entries(errorNames)) {
    const { error } = (await group.members.get(name)?.frame()?.call('submit')) ?? {}
    if (error) validation_errors.push({ element, message: error.message })
  }
  const [first] = validation_errors
  if (!first) return { type: 'success', session: checkout.current() }
  return { type: 'error', error: { code: 'validation_error', message: first.message, validation_errors } }
}
