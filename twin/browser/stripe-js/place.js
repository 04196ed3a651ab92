import { integrationError } from './integration-error.js'

/** The node that `mount` was given, as itself or by a selector. */
export function findPlace(target) {
  if (typeof target === 'string') {
    const found = document.querySelector(target)
    if (found) return found
    throw integrationError(
      `The selector you specified (${target}) applies to no DOM elements that are currently on the page. Make sure the element exists on the page before calling mount().`,
    )
  }
  if (target?.nodeType === 1) return target
  throw integrationError('Invalid DOM element. Call mount() with a valid DOM element or selector.')
}
