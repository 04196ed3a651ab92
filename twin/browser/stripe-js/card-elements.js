import { integrationError, notPlayed, quote } from './integration-error.js'
import { findMember, requireMounted } from './members.js'

const cardTypes = ['card', 'cardNumber']

export const isCardElement = (value) => findMember(value) !== undefined

/** Has the frame of a Card or Card Number Element do what takes the card that is typed in it. */
export async function callCardFrame(element, method, input) {
  const { member, frame } = requireMounted(element)
  if (!cardTypes.includes(member.type)) {
    throw integrationError(`The card should be a card or cardNumber Element. You specified: ${member.type}.`)
  }
  return frame.call(method, { ...input, neighbours: frameNames(member.group) })
}

/** `stripe.createToken(element, data)`; tokens of anything but a card are absent. */
export async function createToken(element, data = {}) {
  if (isCardElement(element)) return callCardFrame(element, 'createToken', { data })
  if (typeof element === 'string') throw notPlayed(`stripe.createToken('${element}')`)
  throw integrationError(
    `Invalid value for createToken(): the first argument should be an Element or a token type. You specified: ${quote(element)}.`,
  )
}

/** The fields of one card stand in frames of their own, which ask each other by these names. */
function frameNames({ members }) {
  const nameOf = (type) => members.get(type)?.frame()?.iframe.name
  return { cardExpiry: nameOf('cardExpiry'), cardCvc: nameOf('cardCvc') }
}
