// The account's portal configurations, as the form of the components shows them; it is drawn without them, too.
import { type ConfigurationFeature, flowEntries } from '#lib/catalogue/flows.ts'
import { Refusal } from '#lib/errors.ts'
import { listPortalConfigurations, type PortalConfiguration } from '#lib/portal-sessions/portal-configuration.ts'
import type { Services } from '#lib/services.ts'
import type { Section, Setting } from '#lib/settings/setting.ts'

export interface Configurations {
  isLive: boolean
  dashboardUrl: string
  /** Undefined when Stripe does not tell. */
  list: PortalConfiguration[] | undefined
  /** Why Stripe does not tell. */
  failure: string | undefined
  /** By a flow's name: why it cannot be used with this configuration. */
  noticesFor(configuration: string): Record<string, string>
}

export async function describeConfigurations(services: Services): Promise<Configurations> {
  const isLive = services.env.stripe.livemode
  const dashboardUrl = `https://dashboard.stripe.com/${isLive ? '' : 'test/'}`
  try {
    const list = await listPortalConfigurations(services)
    return { isLive, dashboardUrl, list, failure: undefined, noticesFor: (id) => noticesOf(list, id) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { isLive, dashboardUrl, list: undefined, failure: error.message, noticesFor: () => ({}) }
  }
}

function noticesOf(list: PortalConfiguration[], id: string): Record<string, string> {
  const configuration = list.find((one) => (id === '' ? one.isDefault : one.id === id))
  const reasonFor = (feature: ConfigurationFeature) => {
    if (!configuration)
      return id === ''
        ? 'The account has no default portal configuration yet: save one in Stripe’s dashboard.'
        : `Stripe has no active portal configuration ${id}.`
    if (configuration.enabledFeatures.includes(feature)) return undefined
    return `The portal configuration “${nameOf(configuration)}” has ${feature} off, so Stripe refuses this flow.`
  }
  return Object.fromEntries(
    flowEntries.flatMap(([name, { configurationFeature }]) => {
      const reason = reasonFor(configurationFeature)
      return reason ? [[name, reason]] : []
    }),
  )
}

/** The section with a list to choose from in the place of an id to type. */
export function withConfigurations(section: Section, { list, failure }: Configurations): Section {
  return { ...section, settings: section.settings.map((setting) => withChoice(setting, list, failure)) }
}

function withChoice(setting: Setting, list: PortalConfiguration[] | undefined, failure: string | undefined): Setting {
  if (setting.name !== 'portal.configuration') return setting
  const { control } = setting
  if (!list) return { ...setting, control: { ...control, trap: `${failure} So there is no list to choose from.` } }
  return {
    ...setting,
    control: {
      kind: 'choice',
      label: control.label,
      help: control.help,
      default: null,
      unset: 'The account’s default',
      options: list.map((one) => ({ value: one.id, label: `${nameOf(one)} (${one.id})` })),
    },
  }
}

function nameOf({ name, isDefault, id }: PortalConfiguration): string {
  return name ?? (isDefault ? 'Default' : id)
}
