import { callApi } from './api.js'

function resourceOf(clientSecret) {
  const id = clientSecret.slice(0, clientSecret.indexOf('_secret_'))
  return `/v1/${id.startsWith('pi_') ? 'payment_intents' : 'setup_intents'}/${id}`
}

const toAnswer = (body) => (body.error ? { error: body.error } : { intent: body })

export async function retrieveIntent(key, clientSecret) {
  return toAnswer(await callApi('GET', resourceOf(clientSecret), key, { client_secret: clientSecret }))
}

/** A card becomes a payment method first: the confirmation itself then carries no card number. */
export async function confirmIntent(key, clientSecret, { payment_method_data: data, ...params }) {
  const method = data && (await callApi('POST', '/v1/payment_methods', key, data))
  if (method?.error) return { error: method.error }
  const body = await callApi('POST', `${resourceOf(clientSecret)}/confirm`, key, {
    ...params,
    ...(method && { payment_method: method.id }),
    client_secret: clientSecret,
    use_stripe_sdk: true,
  })
  return toAnswer(body)
}
