import { callApi } from './api.js'
import { serveHostWindow } from './host-window.js'
import { confirmIntent, retrieveIntent } from './intents.js'

serveHostWindow({
  retrieve: ({ key, clientSecret }) => retrieveIntent(key, clientSecret),
  confirm: ({ key, clientSecret, confirmParams }) => confirmIntent(key, clientSecret, confirmParams),
  async createPaymentMethod({ key, params }) {
    const body = await callApi('POST', '/v1/payment_methods', key, params)
    return body.error ? { error: body.error } : { paymentMethod: body }
  },
})
