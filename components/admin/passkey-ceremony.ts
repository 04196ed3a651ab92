// Asks our server what to sign, the browser to have it signed, and our server to believe it.
import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'

/** What was done, or why not, in words for a person. */
export type Ceremony = { kind: 'done' } | { kind: 'failed'; message: string }

export type PasskeyPurpose = 'sign-in' | 'step-up'

const timeoutMs = 15_000

export function addPasskey(name: string): Promise<Ceremony> {
  return perform(async () => {
    const optionsJSON = await post<PublicKeyCredentialCreationOptionsJSON>('/admin/passkeys/add/options', {})
    await post('/admin/passkeys/add', { name, credential: await startRegistration({ optionsJSON }) })
  })
}

export function signWithPasskey(purpose: PasskeyPurpose): Promise<Ceremony> {
  return perform(async () => {
    const path = `/admin/passkeys/${purpose}`
    const optionsJSON = await post<PublicKeyCredentialRequestOptionsJSON>(`${path}/options`, {})
    await post(path, { credential: await startAuthentication({ optionsJSON }) })
  })
}

class Refused extends Error {}

async function perform(steps: () => Promise<void>): Promise<Ceremony> {
  if (!browserSupportsWebAuthn()) return { kind: 'failed', message: 'This browser has no passkeys. Use another one.' }
  try {
    await steps()
    return { kind: 'done' }
  } catch (error) {
    return { kind: 'failed', message: wordsFor(error) }
  }
}

async function post<Answer>(path: string, body: object): Promise<Answer> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
    cache: 'no-store',
    signal: AbortSignal.timeout(timeoutMs),
  })
  const answer = await response.json()
  if (!response.ok) throw new Refused(answer?.error?.message ?? 'Portico could not do it. Try again.')
  return answer as Answer
}

function wordsFor(error: unknown): string {
  if (error instanceof Refused) return error.message
  switch (error instanceof Error ? error.name : '') {
    case 'NotAllowedError':
      return 'Nothing was done: no passkey was chosen, or it took too long.'
    case 'InvalidStateError':
      return 'This device holds a passkey of yours already. Use another device, or that one.'
    case 'SecurityError':
      return 'A browser gives no passkey to this address: open Portico by its own name over https, or at localhost.'
    default:
      return 'It did not work. Check the connection, and try again.'
  }
}
