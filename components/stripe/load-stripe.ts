// Brings Stripe.js from the address that the server names: Stripe's own, or a stand-in's.
import type { Stripe } from '@stripe/stripe-js'
import { loadStripe } from '@stripe/stripe-js/pure'
import { loadScript } from './load-script.ts'

/** The release of Stripe.js that the installed @stripe/stripe-js is made for. */
export const releaseTrain = 'endive'

export async function loadStripeFrom(scriptUrl: string, publishableKey: string): Promise<Stripe> {
  // The package knows one address only, but takes a Stripe.js that is there already.
  if (!window.Stripe) await loadScript(`${scriptUrl}/${releaseTrain}/stripe.js`)
  if (!window.Stripe) throw new Error('The script defines no Stripe.')
  const stripe = await loadStripe(publishableKey)
  if (!stripe) throw new Error('Stripe.js runs in a browser only.')
  return stripe
}
