import { Refusal } from '#lib/errors.ts'
import { getPolicy } from '#lib/policy/get-policy.ts'
import type { Services } from '#lib/services.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { checkKeys } from './check-keys.ts'
import { checkOffer } from './check-offer.ts'
import { checkSurroundings } from './check-surroundings.ts'
import { broken, type Finding } from './finding.ts'

/** Looks at everything that can be looked at from here. It leaves one cancelled SetupIntent at Stripe, which is how the publishable key is tried. */
export async function checkSetup(services: Services): Promise<Finding[]> {
  const parts = await Promise.all([
    guarded('Stripe', () => checkKeys(services)),
    guarded('Components', async () =>
      checkOffer(services, (await getPolicy(services, await getScope(services))).policy),
    ),
    guarded('Surroundings', () => checkSurroundings(services)),
  ])
  return parts.flat()
}

/** What only Stripe's dashboard can do, and nothing here can check. */
export const onlyInDashboard = (publicOrigin: string): readonly string[] => [
  'Pricing tables and buy buttons: make them under Product catalogue, and enter their ids under Admin → Components.',
  `After payment: let each of them redirect to ${publicOrigin}/return?session_id={CHECKOUT_SESSION_ID}.`,
  'Limit customers to one subscription: Settings → Checkout and Payment Links, unless you sell several.',
  `Failed-payment e-mails: let their link lead to ${publicOrigin}/go/update-card (Settings → Billing → Subscriptions and emails).`,
  `Wallets (Apple Pay, Google Pay): register the domain ${new URL(publicOrigin).hostname} under Settings → Payment method domains.`,
]

async function guarded(name: string, check: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await check()
  } catch (error) {
    // Any other error may quote a query and its values.
    const says =
      error instanceof Refusal ? error.message : 'It could not be checked: is the database there, and migrated?'
    return [broken(name, says, 'Put this right, and look again.')]
  }
}
