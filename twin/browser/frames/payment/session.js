import { callApi } from '../api.js'

/** Asks the twin what this Payment Element may show: the intent, and the customer as far as the customer session allows. */
export async function loadSession(key, group) {
  const { clientSecret, customerSessionClientSecret, checkoutClientSecret, mode, amount, currency } = group
  const setupFutureUsage = group.setupFutureUsage ?? group.setup_future_usage
  return callApi('GET', '/v1/elements/sessions', key, {
    client_secret: clientSecret,
    customer_session_client_secret: customerSessionClientSecret,
    checkout_client_secret: checkoutClientSecret,
    deferred_intent: clientSecret ? undefined : { mode, amount, currency, setup_future_usage: setupFutureUsage },
  })
}

export async function detachMethod(key, group, id) {
  return callApi('POST', `/v1/elements/payment_methods/${id}/detach`, key, {
    customer_session_client_secret: group.customerSessionClientSecret,
  })
}
