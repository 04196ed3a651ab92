import { integrationError } from './integration-error.js'

const members = new WeakMap()

export function register(element, member) {
  members.set(element, member)
  return member
}

/** What only this script may touch of an element that a page holds. */
export function findMember(element) {
  return typeof element === 'object' && element !== null ? members.get(element) : undefined
}

/** @returns the member and its open frame; throws as Stripe.js does for an element that is not on the page */
export function requireMounted(element) {
  const member = findMember(element)
  const frame = member?.frame()
  if (frame) return { member, frame }
  throw integrationError(
    'We could not retrieve data from the specified Element. Please make sure the Element you are attempting to use is still mounted.',
  )
}
