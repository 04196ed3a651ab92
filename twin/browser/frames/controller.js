import { callApi } from './api.js'
import { serveHostWindow } from './host-window.js'
import { confirmIntent, retrieveIntent } from './intents.js'

/** Asks what becomes of a Checkout Session; `step` is init, confirm or nothing for a change. */
async function callCheckout({ key, clientSecret, step, params }) {
  const [id] = clientSecret.split('_secret_')
  const path = ['/v1/elements/checkout_sessions', id, step].filter(Boolean).join('/')
  return callApi('POST', path, key, { ...params, client_secret: clientSecret })
}

serveHostWindow({
  callCheckout,
  retrieve: ({ key, clientSecret }) => retrieveIntent(key, clientSecret),
  confirm: ({ key, clientSecret, confirmParams }) => confirmIntent(key, clientSecret, confirmParams),
  async createPaymentMethod({ key, params }) {
    const body = await callApi('POST', '/v1/payment_methods', key, params)
    return body.error ? { error: body.error } : { paymentMethod: body }
  },
})
