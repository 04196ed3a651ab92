// What Acme sells, as its own dashboard at Stripe would hold it.
import type Stripe from 'stripe'

export interface DemoPrices {
  starterMonthly: string
  proMonthly: string
  proYearly: string
  teamMonthly: string
  onboarding: string
}

export async function createDemoCatalogue(stripe: Stripe): Promise<DemoPrices> {
  const [starter, pro, team, onboarding] = await Promise.all([
    stripe.products.create({ name: 'Starter', description: 'For one person, with everything to begin.' }),
    stripe.products.create({ name: 'Pro', description: 'For teams that live in it.' }),
    stripe.products.create({ name: 'Team', description: 'Pro for many, paid by seat.' }),
    stripe.products.create({ name: 'Onboarding', description: 'Two hours with one of our people, once.' }),
  ])
  const [starterMonthly, proMonthly, proYearly, teamMonthly, onboardingOnce] = await Promise.all([
    createPrice(stripe, starter, 1900, 'month'),
    createPrice(stripe, pro, 4900, 'month'),
    createPrice(stripe, pro, 49000, 'year'),
    createPrice(stripe, team, 1200, 'month'),
    createPrice(stripe, onboarding, 25000),
  ])
  return { starterMonthly, proMonthly, proYearly, teamMonthly, onboarding: onboardingOnce }
}

async function createPrice(
  stripe: Stripe,
  product: Stripe.Product,
  unitAmount: number,
  interval?: 'month' | 'year',
): Promise<string> {
  const price = await stripe.prices.create({
    product: product.id,
    currency: 'eur',
    unit_amount: unitAmount,
    tax_behavior: 'inclusive',
    ...(interval && { recurring: { interval } }),
  })
  return price.id
}

export async function createDemoPortalConfiguration(stripe: Stripe, prices: DemoPrices): Promise<string> {
  const products = await Promise.all(
    [[prices.starterMonthly], [prices.proMonthly, prices.proYearly]].map(async (ids) => {
      const price = await stripe.prices.retrieve(ids[0] as string)
      return { product: price.product as string, prices: ids }
    }),
  )
  const configuration = await stripe.billingPortal.configurations.create({
    name: 'Acme',
    business_profile: { headline: 'Acme: manage your plan' },
    features: {
      customer_update: { enabled: true, allowed_updates: ['name', 'email', 'address', 'phone', 'tax_id'] },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
      subscription_cancel: {
        enabled: true,
        mode: 'at_period_end',
        cancellation_reason: { enabled: true, options: ['too_expensive', 'missing_features', 'unused', 'other'] },
      },
      subscription_pause: { enabled: true },
      subscription_update: {
        enabled: true,
        default_allowed_updates: ['price', 'quantity'],
        proration_behavior: 'create_prorations',
        products,
      },
    },
  })
  return configuration.id
}
