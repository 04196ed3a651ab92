// Where a customer comes back to: asked for wherever an intent says that it takes methods that lead away.
import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { StripeObject } from '../kernel/wire.ts'

type Intent = StripeObject<'payment_intent'> | StripeObject<'setup_intent'>
type Automatic = { enabled: boolean; allow_redirects?: string } | undefined
type Confirming = {
  confirmation_token?: string
  off_session?: unknown
  return_url?: string
  use_stripe_sdk?: boolean
}

declare module '../kernel/wire.ts' {
  interface HiddenFields {
    setup_intent: {
      _mayRedirect: boolean
      /** Made by a checkout session in setup mode. */
      _isOfCheckout: boolean
    }
  }
}

export function mayRedirect(automatic: Automatic): boolean {
  return automatic?.enabled === true && automatic.allow_redirects !== 'never'
}

/** Stripe.js and whoever hands the next action to it bring the customer back themselves. */
export function requireReturnUrl(context: Context, intent: Intent, params: Confirming) {
  checkReturnUrl(params.return_url)
  const { off_session: isOffSession, use_stripe_sdk: hasSdk } = params
  const isBrowser = context.actor.kind === 'publishable' || context.actor.kind === 'page'
  if (!intent._mayRedirect || isOffSession || hasSdk || isBrowser) return
  if (params.return_url || context.find('confirmation_token', params.confirmation_token)?.return_url) return
  const noun = intent.object === 'payment_intent' ? 'PaymentIntent' : 'SetupIntent'
  throw invalidRequest(
    `This ${noun} is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a \`return_url\`. If you don't want to accept redirect-based payment methods, set \`automatic_payment_methods[enabled]\` to \`true\` and \`automatic_payment_methods[allow_redirects]\` to \`never\` when creating Setup Intents and Payment Intents.`,
    { param: 'return_url', [intent.object]: intent },
  )
}

/** An app's own scheme is an address, too. */
function checkReturnUrl(url: string | undefined) {
  if (url === undefined || /^(?!javascript:|data:)[a-z][a-z0-9+.-]*:\/\/[^\s]+$/i.test(url)) return
  throw invalidRequest('Not a valid URL', { param: 'return_url', code: 'url_invalid' })
}
