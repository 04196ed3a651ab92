import { type ConfigurationFeature, type FlowName, flowEntries } from '#lib/catalogue/flows.ts'
import type { PortalConfiguration } from './portal-configuration.ts'

/**
 * The flows that Stripe would refuse, each with the reason in words.
 * @param configurations the account's active ones
 * @param chosen `bpc_…`, or null for the account's default
 */
export function listUnavailableFlows(
  configurations: readonly PortalConfiguration[],
  chosen: string | null,
): Partial<Record<FlowName, string>> {
  const configuration = configurations.find(({ id, isDefault }) => (chosen === null ? isDefault : id === chosen))
  const reasonFor = (feature: ConfigurationFeature) => {
    if (!configuration) return noConfiguration(chosen)
    if (configuration.enabledFeatures.includes(feature)) return undefined
    return `The portal configuration “${configurationName(configuration)}” has ${feature} off, so Stripe refuses this flow.`
  }
  return Object.fromEntries(
    flowEntries.flatMap(([name, { configurationFeature }]) => {
      const reason = reasonFor(configurationFeature)
      return reason ? [[name, reason]] : []
    }),
  )
}

export function configurationName({ name, isDefault, id }: PortalConfiguration): string {
  return name ?? (isDefault ? 'Default' : id)
}

function noConfiguration(chosen: string | null): string {
  return chosen === null
    ? 'The account has no default portal configuration yet: save one in Stripe’s dashboard.'
    : `Stripe has no active portal configuration ${chosen}.`
}
