import type { Services } from '#lib/services.ts'
import { broken, type Finding, ok, todo } from './finding.ts'

const patienceMs = 5_000
const tolerableSeconds = 30

/** The host app's side, the public address, and the clock. */
export async function checkSurroundings(services: Services): Promise<Finding[]> {
  return [checkHandoff(services), checkSignIn(services), await checkAddress(services), await checkClock(services)]
}

function checkHandoff({ env: { handoff } }: Services): Finding {
  const name = 'Hand-over'
  if (handoff.jwksUrl) return ok(name, `Tokens are verified with the keys at ${handoff.jwksUrl}.`)
  if (handoff.secrets.length === 2)
    return ok(name, 'Tokens of two secrets are taken: drop the old one when the roll is done.')
  if (handoff.secrets.length === 1) return ok(name, 'Tokens signed with the one secret are taken.')
  return broken(
    name,
    'No customer can arrive: nothing verifies their tokens.',
    'Set HANDOFF_SECRETS to the output of `openssl rand -hex 32`, here and in your app.',
  )
}

function checkSignIn({ env: { handoff } }: Services): Finding {
  const name = 'Signed-out visits'
  if (handoff.hostSignInUrl)
    return ok(name, `They go to ${handoff.hostSignInUrl} and come back to where they were going.`)
  return todo(
    name,
    'They end on a page that asks to open billing from your app.',
    'Set HOST_SIGN_IN_URL to a page of your app that signs people in and hands them over.',
  )
}

async function checkAddress({ env: { publicOrigin } }: Services): Promise<Finding> {
  const name = 'Public address'
  const response = await fetch(`${publicOrigin}/livez`, { signal: AbortSignal.timeout(patienceMs) }).catch(
    () => undefined,
  )
  const isOurs =
    response?.ok === true &&
    (await response.json().then(
      (body) => body?.ok === true,
      () => false,
    ))
  if (isOurs) return ok(name, `${publicOrigin} answers.`)
  return broken(
    name,
    `${publicOrigin} does not lead here from this machine.`,
    'Check PORTICO_URL, the DNS name, and the proxy in front.',
  )
}

async function checkClock({ env, now }: Services): Promise<Finding> {
  const name = 'Clock'
  const response = await fetch(env.stripe.apiUrl, { method: 'HEAD', signal: AbortSignal.timeout(patienceMs) }).catch(
    () => undefined,
  )
  const theirs = Date.parse(response?.headers.get('date') ?? '')
  if (Number.isNaN(theirs))
    return todo(name, 'Stripe gave no time to compare with.', 'Check that this machine reaches Stripe, and try again.')
  const seconds = Math.round((now().getTime() - theirs) / 1000)
  if (Math.abs(seconds) <= tolerableSeconds) return ok(name, 'It agrees with Stripe’s.')
  return broken(
    name,
    `It is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} Stripe’s, so hand-overs fail.`,
    'Let the machine take its time from the network (NTP).',
  )
}
