import { integrationError, quote } from './integration-error.js'

const shape = /^((?:pi|seti)_[A-Za-z0-9]+)_secret_[A-Za-z0-9_]+$/

export const intentKinds = {
  payment: { prefix: 'pi_', resource: 'payment_intents', object: 'payment_intent', result: 'paymentIntent' },
  setup: { prefix: 'seti_', resource: 'setup_intents', object: 'setup_intent', result: 'setupIntent' },
}

/** @returns the intent's id and kind, or undefined when it is no client secret of an intent */
export function readClientSecret(clientSecret) {
  const id = typeof clientSecret === 'string' ? shape.exec(clientSecret)?.[1] : undefined
  if (!id) return undefined
  return { id, kind: id.startsWith('pi_') ? 'payment' : 'setup' }
}

export function checkClientSecret(clientSecret, where, kind) {
  const read = readClientSecret(clientSecret)
  if (!read) {
    throw integrationError(
      `Invalid value for ${where}: clientSecret should be a client secret of the form \${id}_secret_\${secret}. You specified: ${quote(clientSecret)}.`,
    )
  }
  if (kind && read.kind !== kind) {
    throw integrationError(
      `Invalid value for ${where}: clientSecret should be the client secret of a ${kind === 'payment' ? 'PaymentIntent' : 'SetupIntent'}. You specified: ${clientSecret}.`,
    )
  }
  return read
}
