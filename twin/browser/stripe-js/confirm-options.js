import { checkClientSecret } from './client-secrets.js'
import { findGroup } from './elements.js'
import { integrationError, quote } from './integration-error.js'

/** Checks the options of `confirmPayment` and `confirmSetup` as Stripe.js does, and finds out what they mean. */
export function readConfirmOptions(kind, options) {
  const where = nameOf(kind)
  if (typeof options !== 'object' || options === null) {
    throw integrationError(
      `Missing value for ${where}: an object with elements or clientSecret is needed. You specified: ${quote(options)}.`,
    )
  }
  const { elements, confirmParams = {}, redirect = 'always' } = options
  if (!['always', 'if_required'].includes(redirect)) {
    throw integrationError(
      `Invalid value for ${where}: redirect should be 'always' or 'if_required'. You specified: ${quote(redirect)}.`,
    )
  }
  const group = elements === undefined ? undefined : requireGroup(elements, where)
  const clientSecret = readSecret(group, options.clientSecret, where, kind)
  if (redirect === 'always' && !confirmParams.return_url) {
    throw integrationError(
      `Missing value for ${where}: confirmParams.return_url is needed unless redirect is 'if_required'.`,
    )
  }
  if (confirmParams.return_url !== undefined && !URL.canParse(confirmParams.return_url)) {
    throw integrationError(
      `Invalid value for ${where}: confirmParams.return_url should be an absolute URL. You specified: ${quote(confirmParams.return_url)}.`,
    )
  }
  return { group, frame: group && paymentFrame(group), clientSecret, confirmParams, redirect }
}

const nameOf = (kind) => (kind === 'payment' ? 'stripe.confirmPayment()' : 'stripe.confirmSetup()')

export function requireGroup(elements, where) {
  const group = findGroup(elements)
  if (!group) {
    throw integrationError(
      `Invalid value for ${where}: elements should be an Elements object. You specified: ${quote(elements)}.`,
    )
  }
  if (!paymentFrame(group)) {
    throw integrationError(
      `Invalid value for ${where}: elements should have a mounted Payment Element or Express Checkout Element.`,
    )
  }
  return group
}

export function paymentFrame(group) {
  return group.members.get('payment')?.frame()
}

function readSecret(group, givenSecret, where, kind) {
  if (group?.options.mode) {
    if (!group.isSubmitted) {
      throw integrationError(
        `elements.submit() must be called before ${where}. Call elements.submit() as soon as your customer presses pay, prior to any asynchronous work.`,
      )
    }
    if (givenSecret === undefined) {
      throw integrationError(
        `Missing value for ${where}: clientSecret is needed when Elements was created with a mode.`,
      )
    }
  }
  const secret = givenSecret ?? group?.options.clientSecret
  if (secret === undefined) {
    throw integrationError(
      `Missing value for ${where}: pass elements that were created with a clientSecret, or a clientSecret.`,
    )
  }
  checkClientSecret(secret, where, kind)
  return secret
}

/** What the Payment Element was told not to ask for, the page has to give. */
export function checkHiddenFields(group, confirmParams, kind) {
  const where = nameOf(kind)
  const hidden = group.members.get('payment').options().fields?.billingDetails
  if (!hidden) return
  const given = confirmParams.payment_method_data?.billing_details ?? {}
  for (const name of ['name', 'email', 'phone']) {
    if (hidden === 'never' || hidden[name] === 'never') refuseMissing(given[name], name, where)
  }
  const address = hidden === 'never' ? 'never' : hidden.address
  for (const [option, name] of [
    ['country', 'country'],
    ['postalCode', 'postal_code'],
  ]) {
    if (address === 'never' || address?.[option] === 'never')
      refuseMissing(given.address?.[name], `address.${name}`, where)
  }
}

function refuseMissing(value, name, where) {
  // A null or an empty string counts as passed: it says that there is none.
  if (value !== undefined) return
  throw integrationError(
    `You specified "never" for fields.billing_details.${name} when creating the payment Element, but did not pass confirmParams.payment_method_data.billing_details.${name} when calling ${where}. If you opt out of collecting data via the payment Element using the fields option, the data must be passed in when calling ${where}.`,
  )
}
