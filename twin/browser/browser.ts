import { retrieve } from '../kernel/common-operations.ts'
import { type Resource, route } from '../kernel/resource.ts'
import { answerChallenge } from './authentication.ts'
import { changeCheckout, confirmCheckout, showCheckout } from './checkout-sessions.ts'
import { createConfirmationToken } from './confirmation-tokens.ts'
import { detachSavedMethod, openElementsSession } from './elements-session.ts'
import { createEmbed, showEmbed, startCheckout } from './embeds.ts'
import { browserPaths, getBrowserFile } from './pages.ts'
import { openSamples } from './sample-embeds.ts'

/** Stripe.js and the web components, their frames, and the calls that only these frames make. */
export const browser: Resource = {
  operations: { 'confirmationTokens.retrieve': retrieve('confirmation_token') },
  internal: {
    'POST /v1/confirmation_tokens': createConfirmationToken,
    'GET /v1/elements/sessions': openElementsSession,
    'POST /v1/elements/payment_methods/{id}/detach': detachSavedMethod,
    'POST /v1/3ds2/authenticate': answerChallenge,
    'POST /v1/elements/checkout_sessions/{id}/init': showCheckout,
    'POST /v1/elements/checkout_sessions/{id}': changeCheckout,
    'POST /v1/elements/checkout_sessions/{id}/confirm': confirmCheckout,
    'POST /_twin/pricing_tables': createEmbed('pricing_table'),
    'POST /_twin/buy_buttons': createEmbed('buy_button'),
    'GET /v1/pricing_tables/{id}': showEmbed('pricing_table'),
    'POST /v1/pricing_tables/{id}/checkout_sessions': startCheckout('pricing_table'),
    'GET /v1/buy_buttons/{id}': showEmbed('buy_button'),
    'POST /v1/buy_buttons/{id}/checkout_sessions': startCheckout('buy_button'),
  },
  open: openSamples,
  announces: (base, { store }) => ({
    stripe_js: `${base}/endive/stripe.js`,
    pricing_table_js: `${base}/v3/pricing-table.js`,
    buy_button_js: `${base}/v3/buy-button.js`,
    pricing_tables: store.list('pricing_table').map(({ id }) => id),
    buy_buttons: store.list('buy_button').map(({ id }) => id),
  }),
  routes: browserPaths.map((path) =>
    route('GET', path, () => {
      const { body, headers } = getBrowserFile(path)
      return new Response(body, { headers })
    }),
  ),
}
