// Whether our key may do what the web does. A read asks for one row; a write is sent so incomplete, or for so
// impossible an object, that it can never succeed.
import Stripe from 'stripe'
import type { StripeClient } from './client.ts'

type Probe = (stripe: StripeClient) => Promise<unknown>

const nobody = 'readiness_probe'
const notAccepted = 'Stripe does not accept STRIPE_SECRET_KEY'

const probes: Record<string, Probe> = {
  'customer sessions': (stripe) => stripe.customerSessions.create({ components: {} }),
  'portal sessions': (stripe) => stripe.billingPortal.sessions.create({}),
  'setup intents': (stripe) => stripe.setupIntents.create({ usage: nobody }),
  customers: (stripe) => stripe.customers.update(`cus_${nobody}`, {}),
  subscriptions: (stripe) => stripe.subscriptions.update(`sub_${nobody}`, {}),
  'the account': (stripe) => stripe.accounts.retrieveCurrent(),
  products: (stripe) => stripe.products.list({ limit: 1 }),
  prices: (stripe) => stripe.prices.list({ limit: 1 }),
  invoices: (stripe) => stripe.invoices.list({ limit: 1 }),
  'payment intents': (stripe) => stripe.paymentIntents.list({ limit: 1 }),
  'payment methods': (stripe) => stripe.paymentMethods.list({ limit: 1 }),
  'portal configurations': (stripe) => stripe.billingPortal.configurations.list({ limit: 1 }),
  'checkout sessions': (stripe) => stripe.checkout.sessions.list({ limit: 1 }),
}

export interface KeyCheck {
  ok: boolean
  /** What is missing, by Stripe's own name of the permission. */
  detail?: string
}

/** Asks Stripe about every permission at once. That Stripe is down says nothing about the key. */
export async function checkStripeKey(stripe: StripeClient): Promise<KeyCheck> {
  const problems = await Promise.all(Object.entries(probes).map(([name, probe]) => findProblem(name, probe, stripe)))
  const found = [...new Set(problems.filter((problem) => problem !== undefined))]
  if (found.length === 0) return { ok: true }
  const detail = found.includes(notAccepted) ? notAccepted : `STRIPE_SECRET_KEY lacks ${found.join(', ')}`
  return { ok: false, detail }
}

async function findProblem(name: string, probe: Probe, stripe: StripeClient): Promise<string | undefined> {
  try {
    await probe(stripe)
    return undefined
  } catch (error) {
    if (error instanceof Stripe.errors.StripeAuthenticationError) return notAccepted
    if (!(error instanceof Stripe.errors.StripePermissionError)) return undefined
    const permissions = error.message.match(/rak_\w+/g) ?? []
    return permissions.length > 0 ? permissions.join(', ') : `the permission for ${name}`
  }
}
