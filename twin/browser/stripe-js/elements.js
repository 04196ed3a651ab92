import { createElement } from './element.js'
import { absentElementTypes, elementTypes, findFrameKind } from './element-kinds.js'
import { checkElementsOptions, checkElementsUpdate } from './elements-options.js'
import { integrationError, notPlayed, quote } from './integration-error.js'
import { createListeners, listenerMethods } from './listeners.js'

const splitCardTypes = ['cardNumber', 'cardExpiry', 'cardCvc']
/** What asks for details of the customer, beside the payment. */
export const detailTypes = ['linkAuthentication', 'contactDetails', 'address']
const groups = new WeakMap()

/** What `confirmPayment` and its like need of an Elements group: its options, its members, whether it was submitted. */
export function findGroup(elements) {
  return typeof elements === 'object' && elements !== null ? groups.get(elements) : undefined
}

/** A group's elements that are on the page, those of the given types only. */
export function listMounted(group, types = elementTypes) {
  return [...group.members.values()].filter((member) => types.includes(member.type) && member.frame())
}

export function createElements(key, initialOptions = {}) {
  checkElementsOptions(initialOptions)
  const listeners = createListeners(['update-end'])
  const group = { key, options: { ...initialOptions }, members: new Map(), isSubmitted: false }

  const updateMembers = (changed) =>
    Promise.all([...group.members.values()].map((member) => member.updateGroup(changed)))

  const elements = {
    create(type, options = {}) {
      checkType(type)
      checkOptions(group, type, options)
      const name = memberName(type, options)
      checkNeighbours(group.members, type, name)
      const member = createElement(group, type, options, () => {
        group.members.delete(name)
        tellOfBillingAddress(group)
      })
      group.members.set(name, member)
      tellOfBillingAddress(group)
      return member.element
    },

    getElement(type, options) {
      // A component of react-stripe-js carries the type of its element.
      const wanted = type?.__elementType ?? type
      for (const [name, member] of group.members) {
        if (member.type === wanted && (!options?.mode || name === memberName(wanted, options))) return member.element
      }
      return null
    },

    async update(options) {
      checkElementsUpdate(options, group.options)
      group.options = { ...group.options, ...options }
      await updateMembers(Object.keys(options))
      listeners.emit('update-end')
    },

    async submit() {
      if (listMounted(group, ['payment', 'expressCheckout']).length === 0) {
        throw integrationError('elements.submit(): the Elements group should have a mounted Payment Element.')
      }
      const result = await submitMembers(group)
      group.isSubmitted = !result.error
      return result
    },

    async fetchUpdates() {
      return (await group.members.get('payment')?.frame()?.call('fetchUpdates')) ?? {}
    },

    ...listenerMethods(listeners, () => elements),
  }

  groups.set(elements, group)
  return elements
}

/** What is wrong with the first element that is not complete, or what the customer pays with. */
async function submitMembers(group) {
  for (const member of listMounted(group, detailTypes)) {
    const { error } = await member.frame().call('submit')
    if (error) return { error }
  }
  return (await group.members.get('payment')?.frame()?.call('submit')) ?? {}
}

function checkType(type) {
  if (findFrameKind(type)) return
  if (absentElementTypes.includes(type)) throw notPlayed(`The ${type} Element`)
  const names = [...elementTypes, ...absentElementTypes].join(', ')
  throw integrationError(
    `A valid Element name must be provided. Valid Elements are:\n  ${names}; you passed: ${quote(type)}.`,
  )
}

function checkOptions({ options: { clientSecret, mode } }, type, options) {
  if (type === 'address' && !['billing', 'shipping'].includes(options.mode)) {
    throw integrationError(
      `Invalid value for elements.create('address'): mode should be one of the following strings: shipping, billing. You specified: ${quote(options.mode)}.`,
    )
  }
  if (!findFrameKind(type).needsIntent || clientSecret || mode) return
  throw integrationError(
    `In order to create a ${type === 'payment' ? 'payment' : 'express checkout'} element, you must pass a clientSecret or mode when creating your Elements group.\n\ne.g. stripe.elements({clientSecret: "{{CLIENT_SECRET}}"})`,
  )
}

/** Two address elements may stand in one group, one of each mode. */
function memberName(type, { mode }) {
  return type === 'address' ? `${mode}Address` : type
}

function checkNeighbours(members, type, name) {
  if (members.has(name)) {
    throw integrationError(`Can only create one Element of type ${type} through elements.create().`)
  }
  const rivals = type === 'card' ? splitCardTypes : splitCardTypes.includes(type) ? ['card'] : []
  const rival = rivals.find((other) => members.has(other))
  if (rival) {
    throw integrationError(
      `Cannot create an Element of type ${type} after an Element of type ${rival} has already been created.`,
    )
  }
}

/** The Payment Element leaves out of its own form what an Address Element asks for. */
function tellOfBillingAddress(group) {
  const collectsBillingAddress = group.members.has('billingAddress')
  if (Boolean(group.options.collectsBillingAddress) === collectsBillingAddress) return
  group.options = { ...group.options, collectsBillingAddress }
  group.members.get('payment')?.updateGroup(['collectsBillingAddress'])
}
