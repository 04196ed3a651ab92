import { authenticate } from './authentication.js'
import { callCardFrame, isCardElement } from './card-elements.js'
import { intentKinds, readClientSecret } from './client-secrets.js'
import { collectDetails } from './collected-details.js'
import { checkHiddenFields, readConfirmOptions } from './confirm-options.js'
import { notPlayed } from './integration-error.js'
import { leave } from './leave.js'

/** `confirmPayment` and `confirmSetup`: the frame confirms, this window authenticates and goes to the return_url. */
export async function confirmWithElements({ key, controller }, kind, options) {
  const { group, frame, clientSecret, confirmParams, redirect } = readConfirmOptions(kind, options)
  const collected = group ? await collectDetails(group, kind, confirmParams) : { confirmParams }
  if (collected.error) return { error: collected.error }
  if (group) checkHiddenFields(group, collected.confirmParams, kind)
  const answer = await (frame ?? controller).call('confirm', { clientSecret, confirmParams: collected.confirmParams })
  const result = await settle({ key, controller }, clientSecret, answer, confirmParams.return_url)
  if (result.error || redirect === 'if_required') return result
  return leave(returnAddress(confirmParams.return_url, result, kind))
}

/** `confirmCardPayment` and `confirmCardSetup`: a Card Element, a saved card or a token. */
export async function confirmCard({ key, controller }, clientSecret, data = {}, { handleActions = true } = {}) {
  const { payment_method: method, ...rest } = data
  if (isCardElement(rest.payment_method_options?.card?.cvc)) throw notPlayed('Asking for the CVC of a saved card')
  const answer = isCardElement(method?.card)
    ? await callCardFrame(method.card, 'confirm', { clientSecret, confirmParams: rest, data: omitCard(method) })
    : await controller.call('confirm', { clientSecret, confirmParams: { ...rest, ...nameMethod(method) } })
  return handleActions ? settle({ key, controller }, clientSecret, answer) : toResult(clientSecret, answer)
}

const omitCard = ({ card: _, ...data }) => data

function nameMethod(method) {
  const isData = typeof method === 'object' && method !== null
  return isData ? { payment_method_data: { type: 'card', ...method } } : { payment_method: method }
}

export async function retrieveIntent({ controller }, clientSecret) {
  return toResult(clientSecret, await controller.call('retrieve', { clientSecret }))
}

export async function handleNextAction(stripe, clientSecret) {
  const answer = await stripe.controller.call('retrieve', { clientSecret })
  if (!answer.error && answer.intent.status !== 'requires_action') {
    const { object } = intentKinds[readClientSecret(clientSecret).kind]
    return {
      error: {
        type: 'invalid_request_error',
        code: `${object}_unexpected_state`,
        message: `handleNextAction: the intent supplied is not in the requires_action state but in ${answer.intent.status}.`,
        [object]: answer.intent,
      },
    }
  }
  return settle(stripe, clientSecret, answer)
}

async function settle({ key, controller }, clientSecret, answer, returnUrl) {
  if (answer.error || answer.intent.status !== 'requires_action') return toResult(clientSecret, answer)
  const action = answer.intent.next_action
  if (action?.type === 'redirect_to_url' && returnUrl) return leave(action.redirect_to_url.url)
  await authenticate(key, clientSecret)
  const after = await controller.call('retrieve', { clientSecret })
  if (after.error || ['succeeded', 'processing', 'requires_capture'].includes(after.intent.status))
    return toResult(clientSecret, after)
  return toResult(clientSecret, { error: authenticationError(clientSecret, after.intent) })
}

function authenticationError(clientSecret, intent) {
  const { object } = intentKinds[readClientSecret(clientSecret).kind]
  return {
    type: 'invalid_request_error',
    code: `${object}_authentication_failure`,
    message:
      'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
    ...(intent.last_payment_error ?? intent.last_setup_error),
    [object]: intent,
  }
}

function toResult(clientSecret, { error, intent }) {
  if (error) return { error }
  return { [intentKinds[readClientSecret(clientSecret).kind].result]: intent }
}

function returnAddress(returnUrl, result, kind) {
  const { object, result: name } = intentKinds[kind]
  const address = new URL(returnUrl)
  address.searchParams.set(object, result[name].id)
  address.searchParams.set(`${object}_client_secret`, result[name].client_secret)
  address.searchParams.set('redirect_status', result[name].status === 'processing' ? 'pending' : 'succeeded')
  return address.href
}
