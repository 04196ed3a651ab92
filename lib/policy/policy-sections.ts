// Everything that a policy holds, in the order in which an operator reads it; derived from the catalogue.
import { type ComponentName, componentEntries } from '#lib/catalogue/catalogue.ts'
import type { Component, Feature } from '#lib/catalogue/feature.ts'
import { afterCompletions, type Flow, type FlowName, flowEntries } from '#lib/catalogue/flows.ts'
import { listSettings, type Section, type Setting, toggle } from '#lib/settings/setting.ts'
import { confirmPrice, portalSection } from './portal-section.ts'

/** What belongs to a component without being a feature of Stripe's. */
const besidesFeatures: Partial<Record<ComponentName, Setting[]>> = {
  pricing_table: [
    {
      name: 'pricing_tables',
      control: {
        kind: 'ids',
        label: 'Pricing tables to show',
        help: 'Their ids, one a line, as Stripe’s dashboard shows them. They appear in this order.',
        example: 'prctbl_1Abc…',
      },
    },
    {
      name: 'several_subscriptions',
      control: toggle(
        'Sell to customers who have a running plan',
        'Off, such a customer sees that plan and “Change plan” instead of the pricing table.',
        'A customer who buys a second plan pays for both.',
      ),
    },
  ],
  buy_button: [
    {
      name: 'buy_buttons',
      control: {
        kind: 'ids',
        label: 'Buy buttons to show',
        help: 'Their ids, one a line, as Stripe’s dashboard shows them. They appear in this order.',
        example: 'buy_btn_1Abc…',
      },
    },
  ],
}

export const webSections = sectionsOf('web')
export const mobileSections = sectionsOf('mobile')
export const flowSections = flowEntries.map(flowSection)

export const mobileHelp =
  'These switches have no effect yet: no page of Portico shows these components, and there is no API yet by which your app could ask for them.'
const mobileNames = new Set(listSettings(mobileSections).map(({ name }) => name))

/** Whether a setting can be changed already, but is asked for nowhere. */
export function hasNoEffectYet(name: string): boolean {
  return mobileNames.has(name)
}

export const policySections: readonly Section[] = [...webSections, portalSection, ...flowSections, ...mobileSections]
export const policySettings: readonly Setting[] = listSettings(policySections)

function sectionsOf(usedBy: Component['usedBy']): Section[] {
  return componentEntries
    .filter(([, component]) => component.usedBy === usedBy)
    .map(([name, component]) => componentSection(name, component))
}

function componentSection(name: ComponentName, component: Component): Section {
  const { label, help, trap, isDangerous, features } = component
  return {
    label,
    help,
    trap,
    stripeKey: name,
    toggle: { name: `components.${name}.enabled`, control: { ...toggle(label, help, trap), isDangerous } },
    settings: [
      ...(besidesFeatures[name] ?? []),
      ...Object.entries(features).map(([key, feature]) => featureSetting(name, key, feature)),
    ],
  }
}

function featureSetting(component: ComponentName, key: string, feature: Feature): Setting {
  const nameOf = (featureKey: string) => `components.${component}.features.${featureKey}`
  const { appliesWhen } = feature
  return {
    name: nameOf(key),
    stripeKey: key,
    control: feature,
    appliesWhen: appliesWhen && { name: nameOf(appliesWhen.feature), is: appliesWhen.is },
  }
}

function flowSection([name, { label, help, trap, isDangerous }]: readonly [FlowName, Flow]): Section {
  return {
    label,
    oneOf: 'Portal flow',
    help,
    trap,
    stripeKey: name,
    toggle: { name: `portal.flows.${name}.enabled`, control: { ...toggle(label, help, trap), isDangerous } },
    settings: [
      ...(name === 'subscription_update_confirm' ? [confirmPrice] : []),
      {
        name: `portal.flows.${name}.after_completion`,
        stripeKey: 'after_completion',
        control: {
          kind: 'choice',
          label: 'When done, the customer goes',
          help: '',
          options: afterCompletions,
          default: 'redirect',
          isRequired: true,
        },
      },
    ],
  }
}
