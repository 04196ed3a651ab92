// How a customer is asked to authenticate: inside Stripe.js, or on a page to go to and come back from.
import type { Context } from '../kernel/context.ts'

type Asked = {
  intent: { id: string; client_secret: string | null }
  useStripeSdk: boolean
  returnUrl: string | undefined
}

export function nextAction(context: Context, { intent, useStripeSdk, returnUrl }: Asked) {
  const page = `${context.base}/3ds2/${intent.id}`
  if (!useStripeSdk && returnUrl)
    return { type: 'redirect_to_url', redirect_to_url: { url: page, return_url: returnUrl } }
  return {
    type: 'use_stripe_sdk',
    use_stripe_sdk: { type: 'three_d_secure_redirect', source: context.newId('src'), stripe_js: page },
  }
}
