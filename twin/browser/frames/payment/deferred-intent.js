import { retrieveIntent } from '../intents.js'

/** Elements that were made without an intent accept one alone that is as they said: the same currency, the same use later. */
export async function refuseOtherIntent(key, { mode, currency, ...group }, clientSecret) {
  if (mode !== 'payment' || group.checkoutClientSecret) return undefined
  const { error, intent } = await retrieveIntent(key, clientSecret)
  if (error) return error
  const usage = group.setupFutureUsage ?? group.setup_future_usage ?? null
  return (
    mismatch('currency', intent.currency, currency) ?? mismatch('setup_future_usage', intent.setup_future_usage, usage)
  )
}

function mismatch(name, provided, expected) {
  if (provided === expected) return undefined
  const message = `The provided ${name} (${provided}) does not match the expected ${name} (${expected}). Try confirming with a Payment Intent that is configured to use the same parameters as Stripe Elements.`
  return { type: 'invalid_request_error', message }
}
