import type { Services } from '#lib/services.ts'
import { callStripe } from '#lib/stripe/call-stripe.ts'
import { checkStripeKey } from '#lib/stripe/check-key.ts'
import { createStripe } from '#lib/stripe/client.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { broken, type Finding, ok } from './finding.ts'

/** The mode, the permissions by name, and that both keys are of one account. */
export async function checkKeys(services: Services): Promise<Finding[]> {
  const { stripe, env } = services
  const permissions = await checkStripeKey(stripe)
  if (!permissions.ok) {
    const lacking = broken(
      'Secret key',
      `${permissions.detail}.`,
      'Give the restricted key what it lacks at dashboard.stripe.com/apikeys.',
    )
    // What it may do already is enough to look at the other key, or it is not: both are said at once where possible.
    const other = await checkPublishableKey(services).catch(() => undefined)
    return other ? [lacking, other] : [lacking]
  }
  const mode = env.stripe.livemode ? 'live mode' : 'test mode'
  const account = (await getScope(services)).split(':')[0]
  return [
    ok('Secret key', `It is of ${account}, in ${mode}, and may do all that Portico does.`),
    await checkPublishableKey(services),
  ]
}

/** The one test that Stripe offers: an intent made with the secret key can be read with the publishable key of the same account alone. */
async function checkPublishableKey({ stripe, env }: Services): Promise<Finding> {
  const name = 'Publishable key'
  const { value: intent } = await callStripe(stripe, (client, options) =>
    client.setupIntents.create({ metadata: { made_by: 'portico doctor' } }, options),
  )
  const inBrowser = createStripe({ secretKey: env.stripe.publishableKey, apiUrl: env.stripe.apiUrl })
  const secret = intent.client_secret ?? ''
  const isSame = await inBrowser.setupIntents.retrieve(intent.id, { client_secret: secret }).then(
    () => true,
    () => false,
  )
  await callStripe(stripe, (client, options) => client.setupIntents.cancel(intent.id, {}, options)).catch(
    () => undefined,
  )
  return isSame
    ? ok(name, 'It is of the same account as the secret key.')
    : broken(
        name,
        'It is not of the account of the secret key.',
        'Copy both keys from the same page of dashboard.stripe.com/apikeys.',
      )
}
