// Writes the reference page of components and flows from the catalogue, so that the two cannot differ.
import { componentEntries } from '#lib/catalogue/catalogue.ts'
import type { Component, Feature } from '#lib/catalogue/feature.ts'
import { afterCompletions, flowEntries } from '#lib/catalogue/flows.ts'
import { mobileHelp } from '#lib/policy/policy-sections.ts'

export const cataloguePage = 'docs/components.md'

export function describeCatalogue(): string {
  return [
    '# Components, features and flows',
    'What an operator can switch on under **Components**. Everything is off to begin with. Made by `npm run docs` from `lib/catalogue/`.',
    '## On the pages',
    ...componentEntries.filter(([, component]) => component.usedBy === 'web').map(describeComponent),
    '## For your mobile app',
    mobileHelp,
    ...componentEntries.filter(([, component]) => component.usedBy === 'mobile').map(describeComponent),
    '## Flows of Stripe’s hosted portal',
    'Each is offered when it is on here *and* the portal configuration allows it.',
    table(
      ['flow', 'key', 'what it does', 'the configuration needs'],
      flowEntries.map(([key, flow]) => [
        flow.label,
        `\`${key}\``,
        join(flow.help, flow.trap),
        `\`${flow.configurationFeature}\``,
      ]),
    ),
    `After a flow the customer goes: ${afterCompletions.map(({ label, value }) => `${label.toLowerCase()} (\`${value}\`)`).join(', ')}.`,
    '',
  ].join('\n\n')
}

function describeComponent([key, component]: readonly [string, Component]): string {
  const features = Object.entries(component.features)
  const head = `### ${component.label} \`${key}\`\n\n${join(component.help, component.trap)}`
  if (features.length === 0) return head
  const rows = features.map(([name, feature]) => [
    feature.label,
    `\`${name}\``,
    describeValues(feature),
    describeCondition(feature),
    join(feature.help, feature.trap),
  ])
  return `${head}\n\n${table(['feature', 'key', 'values', 'matters when', 'what it does'], rows)}`
}

function describeValues(feature: Feature): string {
  switch (feature.kind) {
    case 'toggle':
      return `on or off; ${feature.default ? 'on' : 'off'} by default`
    case 'choice':
      return `${listValues(feature.options)}; ${feature.default ?? 'Stripe decides'} by default`
    case 'choices':
      return `any of ${listValues(feature.options)}; ${feature.default.join(', ')} by default`
    case 'count':
      return `${feature.min} to ${feature.max}; ${feature.default} by default`
  }
}

function describeCondition({ appliesWhen }: Feature): string {
  return appliesWhen ? `\`${appliesWhen.feature}\` is ${appliesWhen.is ? 'on' : 'off'}` : 'always'
}

function listValues(options: readonly { value: string }[]): string {
  return options.map(({ value }) => `\`${value}\``).join(', ')
}

function join(help: string, trap: string | undefined): string {
  return trap ? `${help} **Mind:** ${trap}` : help
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
