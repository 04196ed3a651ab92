/** A mistake in how the page uses Stripe.js: thrown, never resolved, as Stripe does. */
export function integrationError(message) {
  return new IntegrationError(message)
}

class IntegrationError extends Error {}
IntegrationError.prototype.name = 'IntegrationError'

/** The error for a part of Stripe.js that the twin lacks: by name, so that nobody mistakes it for a fault of their own. */
export function notPlayed(what) {
  return integrationError(`${what} is not played by the Stripe twin yet.`)
}

export function quote(value) {
  if (typeof value === 'string') return value
  if (typeof value === 'function') return 'a function'
  return value === undefined ? 'undefined' : JSON.stringify(value)
}
