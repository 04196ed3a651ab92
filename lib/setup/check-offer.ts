import { flowNames, flows } from '#lib/catalogue/flows.ts'
import { isFlowOffered, type Policy } from '#lib/policy/policy.ts'
import { findPortalConfiguration } from '#lib/portal-sessions/portal-configuration.ts'
import type { Services } from '#lib/services.ts'
import { type Finding, ok, todo } from './finding.ts'

/** What is switched on, and whether Stripe has what it needs. */
export async function checkOffer(services: Pick<Services, 'stripe'>, policy: Policy): Promise<Finding[]> {
  return [
    checkAnything(policy),
    checkIds('Pricing table', policy.components.pricing_table.enabled, policy.pricing_tables),
    checkIds('Buy button', policy.components.buy_button.enabled, policy.buy_buttons),
    await checkPortal(services, policy),
  ]
}

function checkAnything({ components, portal }: Policy): Finding {
  const name = 'Components'
  const isAnyOn = Object.values(components).some(({ enabled }) => enabled) || portal.homepage
  const isAnyFlowOn = Object.values(portal.flows).some(({ enabled }) => enabled)
  if (isAnyOn || isAnyFlowOn) return ok(name, 'Something is on: each customer’s page says what they get.')
  return todo(
    name,
    'Everything is off: customers see their plans and invoices, and can change nothing.',
    'Switch on what you offer under Admin → Components.',
  )
}

function checkIds(name: string, isOn: boolean, ids: string[]): Finding {
  if (!isOn) return ok(name, 'Off: customers see none.')
  if (ids.length > 0) return ok(name, `${ids.length === 1 ? 'One is' : `${ids.length} are`} shown: ${ids.join(', ')}.`)
  return todo(
    name,
    'It is on, but no id is entered, so the page is empty.',
    'Make one in Stripe’s dashboard and enter its id under Admin → Components.',
  )
}

async function checkPortal(services: Pick<Services, 'stripe'>, policy: Policy): Promise<Finding> {
  const name = 'Portal configuration'
  const offered = flowNames.filter((flow) => isFlowOffered(policy, flow))
  const configuration = await findPortalConfiguration(services, policy)
  if (!configuration?.isActive) {
    return todo(
      name,
      'Stripe has no active portal configuration, so nothing of its portal can be opened.',
      'Save the portal’s settings once at dashboard.stripe.com/settings/billing/portal.',
    )
  }
  const lacking = offered.filter((flow) => !configuration.enabledFeatures.includes(flows[flow].configurationFeature))
  if (lacking.length === 0) return ok(name, `${configuration.id} allows every flow that is on.`)
  const names = lacking.map((flow) => flows[flow].label).join(', ')
  return todo(
    name,
    `${configuration.id} does not allow: ${names}. Customers do not see them.`,
    'Switch them on at dashboard.stripe.com/settings/billing/portal, or off under Admin → Components.',
  )
}
