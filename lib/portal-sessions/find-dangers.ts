// What a change of a policy opens that does harm in a stranger's hands: switches of ours, and what another portal
// configuration lets through that the one before kept shut.
import { type FlowName, flowEntries } from '#lib/catalogue/flows.ts'
import { Refusal } from '#lib/errors.ts'
import { isFlowOffered, type Policy } from '#lib/policy/policy.ts'
import { policySections } from '#lib/policy/policy-sections.ts'
import type { Services } from '#lib/services.ts'
import { listDangers } from '#lib/settings/dangers.ts'
import { findPortalConfiguration } from './portal-configuration.ts'

/** @returns them in words; without any, nothing has to be confirmed */
export async function findDangers(
  services: Pick<Services, 'stripe'>,
  { before, after }: { before: Policy; after: Policy },
): Promise<string[]> {
  const switched = listDangers(policySections, before, after)
  if (before.portal.configuration === after.portal.configuration) return switched
  return [...switched, ...(await findLetThrough(services, before, after))]
}

async function findLetThrough(services: Pick<Services, 'stripe'>, before: Policy, after: Policy): Promise<string[]> {
  try {
    const [open, opened] = await Promise.all([listOpen(services, before), listOpen(services, after)])
    return flowEntries
      .filter(([name]) => opened.includes(name) && !open.includes(name))
      .map(([, { label }]) => `“${label}” (by the portal configuration)`)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    // Nobody can tell what it opens.
    return ['“Portal configuration”']
  }
}

/** The dangerous flows that a customer can reach at Stripe: by a button of ours, or from the portal's homepage. */
async function listOpen(services: Pick<Services, 'stripe'>, policy: Policy): Promise<FlowName[]> {
  const configuration = await findPortalConfiguration(services, policy)
  if (!configuration?.isActive) return []
  return flowEntries
    .filter(([name, { isDangerous }]) => isDangerous && (policy.portal.homepage || isFlowOffered(policy, name)))
    .filter(([, { configurationFeature }]) => configuration.enabledFeatures.includes(configurationFeature))
    .map(([name]) => name)
}
