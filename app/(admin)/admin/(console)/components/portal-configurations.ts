// The account's portal configurations, as the form of the components shows them; it is drawn without them, too.
import { Refusal } from '#lib/errors.ts'
import { listPortalConfigurations, type PortalConfiguration } from '#lib/portal-sessions/portal-configuration.ts'
import { configurationName } from '#lib/portal-sessions/unavailable-flows.ts'
import type { Services } from '#lib/services.ts'
import type { Section, Setting } from '#lib/settings/setting.ts'

// The form needs them only for a list of names: an operator who switches something off in a hurry must not wait for it.
const withinMs = 1_500

type Configurations = { list: PortalConfiguration[] } | { failure: string }

export async function askForConfigurations(services: Services): Promise<Configurations> {
  try {
    return { list: await listPortalConfigurations(services, { withinMs }) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.code !== 'stripe_unavailable') return { failure: error.message }
    return { failure: `Stripe did not answer within ${withinMs / 1000} seconds. Load the page again to ask once more.` }
  }
}

/** The section with a list to choose from in the place of an id to type. */
export function withConfigurations(section: Section, configurations: Configurations): Section {
  const change = (setting: Setting) =>
    setting.name === 'portal.configuration' ? withChoice(setting, configurations) : setting
  return { ...section, settings: section.settings.map(change) }
}

function withChoice(setting: Setting, configurations: Configurations): Setting {
  const { label, help } = setting.control
  if ('failure' in configurations)
    return {
      ...setting,
      control: { ...setting.control, trap: `There is no list to choose from. ${configurations.failure}` },
    }
  return {
    ...setting,
    control: {
      kind: 'choice',
      label,
      help,
      default: null,
      unset: 'The account’s default',
      options: configurations.list.map((one) => ({ value: one.id, label: `${configurationName(one)} (${one.id})` })),
    },
  }
}
