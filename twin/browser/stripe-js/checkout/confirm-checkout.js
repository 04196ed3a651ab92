import { authenticate } from '../authentication.js'
import { collectDetails } from '../collected-details.js'
import { integrationError, notPlayed, quote } from '../integration-error.js'
import { leave } from '../leave.js'

const absentOptions = ['expressCheckoutConfirmEvent', 'formConfirmEvent', 'onRequiresApproval', 'savePaymentMethod']

/** Completes the session with what the elements and the options say; goes to the return_url unless told not to. */
export async function confirmCheckout(stripe, group, checkout, options = {}) {
  const { redirect = 'always', returnUrl } = options
  const absent = absentOptions.find((name) => options[name] !== undefined)
  if (absent) throw notPlayed(`confirm({ ${absent} })`)
  if (!['always', 'if_required'].includes(redirect)) {
    throw integrationError(
      `Invalid value for confirm(): redirect should be 'always' or 'if_required'. You specified: ${quote(redirect)}.`,
    )
  }
  const target = returnUrl ?? checkout.returnUrl()
  if (redirect === 'always' && !target) {
    throw integrationError(
      'Missing value for confirm(): returnUrl is needed as the Checkout Session has no return_url.',
    )
  }
  const chosen = await chooseMethod(group, options)
  if (chosen.error) return failure(chosen.error)
  const collected = readCollected(options, chosen.details)
  try {
    if (Object.keys(collected).length > 0) await checkout.ask(undefined, { collected })
    const answer = await checkout.ask('confirm', { payment_method: chosen.id })
    if (answer.intent_client_secret) await finishAuthentication(stripe, checkout, answer.intent_client_secret)
  } catch (error) {
    return failure(error)
  }
  if (redirect === 'always') return leave(target)
  checkout.tell()
  return { type: 'success', session: checkout.current() }
}

/** The payment method, made in the Payment Element's frame unless the page names one, and what the elements collected. */
async function chooseMethod(group, { paymentMethod }) {
  const given = await collectDetails(group, 'payment', {})
  if (given.error) return given
  const email = group.members.get('ContactDetails')?.lastChange()?.value.email
  const { payment_method_data: data, shipping } = given.confirmParams
  const details = { email, shipping }
  if (paymentMethod) return { id: paymentMethod, details }
  const frame = group.members.get('Payment')?.frame()
  if (!frame) throw integrationError('confirm() needs a mounted Payment Element, or a paymentMethod.')
  const { error, params } = await frame.call('chooseMethod', { params: data ? { payment_method_data: data } : {} })
  return error ? { error } : { id: params.payment_method, details }
}

function readCollected({ email, phoneNumber, billingAddress, shippingAddress }, details) {
  const { shipping } = details
  const all = {
    email: email ?? details.email,
    phoneNumber,
    billingAddress,
    shippingAddress: shippingAddress ?? (shipping && { name: shipping.name, address: shipping.address }),
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

async function finishAuthentication(stripe, checkout, intentSecret) {
  await authenticate(stripe.key, intentSecret)
  const { error, intent } = await stripe.controller.call('retrieve', { clientSecret: intentSecret })
  if (error) throw error
  if (['succeeded', 'processing', 'requires_capture'].includes(intent.status)) return checkout.ask('confirm')
  throw intent.last_payment_error ?? intent.last_setup_error
}

function failure({ type, message, decline_code: declineCode = null }) {
  if (type !== 'card_error') return { type: 'error', error: { message, code: null } }
  return { type: 'error', error: { message, code: 'paymentFailed', paymentFailed: { declineCode } } }
}
