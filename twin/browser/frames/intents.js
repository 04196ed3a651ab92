import { callApi } from './api.js'

function resourceOf(clientSecret) {
  const id = clientSecret.slice(0, clientSecret.indexOf('_secret_'))
  return `/v1/${id.startsWith('pi_') ? 'payment_intents' : 'setup_intents'}/${id}`
}

const toAnswer = (body) => (body.error ? { error: body.error } : { intent: body })

export async function retrieveIntent(key, clientSecret) {
  return toAnswer(await callApi('GET', resourceOf(clientSecret), key, { client_secret: clientSecret }))
}

export async function confirmIntent(key, clientSecret, params) {
  const named = await nameMethod(key, params)
  if (named.error) return named
  const body = await callApi('POST', `${resourceOf(clientSecret)}/confirm`, key, {
    ...named.params,
    client_secret: clientSecret,
    use_stripe_sdk: true,
  })
  return toAnswer(body)
}

/** A card becomes a payment method first: what follows then carries no card number. */
export async function nameMethod(key, { payment_method_data: data, ...params }) {
  if (!data) return { params }
  const method = await callApi('POST', '/v1/payment_methods', key, data)
  return method.error ? { error: method.error } : { params: { ...params, payment_method: method.id } }
}
