import { type Resource, route } from '../kernel/resource.ts'
import { detachSavedMethod, openElementsSession } from './elements-session.ts'
import { showEmbed, startCheckout } from './embeds.ts'
import { browserPaths, getBrowserFile } from './pages.ts'

/** Stripe.js and the web components, their frames, and the calls that only these frames make. */
export const browser: Resource = {
  internal: {
    'GET /v1/elements/sessions': openElementsSession,
    'POST /v1/elements/payment_methods/{id}/detach': detachSavedMethod,
    'GET /v1/pricing_tables/{id}': showEmbed('pricing_table'),
    'POST /v1/pricing_tables/{id}/checkout_sessions': startCheckout('pricing_table'),
    'GET /v1/buy_buttons/{id}': showEmbed('buy_button'),
    'POST /v1/buy_buttons/{id}/checkout_sessions': startCheckout('buy_button'),
  },
  routes: browserPaths.map((path) =>
    route('GET', path, () => {
      const { body, headers } = getBrowserFile(path)
      return new Response(body, { headers })
    }),
  ),
}
