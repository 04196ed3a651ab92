// What is on for everyone: the shape of a policy, derived from the catalogue, and the pure questions about it.
import { z } from 'zod'
import { type ComponentName, componentEntries } from '#lib/catalogue/catalogue.ts'
import type { Feature, FeatureValue } from '#lib/catalogue/feature.ts'
import { type AfterCompletion, afterCompletions, type FlowName, flowNames } from '#lib/catalogue/flows.ts'

export interface ComponentPolicy {
  enabled: boolean
  features: Record<string, FeatureValue>
}

export interface FlowPolicy {
  enabled: boolean
  after_completion: AfterCompletion
}

export interface Policy {
  components: Record<ComponentName, ComponentPolicy>
  pricing_tables: string[]
  buy_buttons: string[]
  /** Whether Plans still sells to a customer who has a running subscription. */
  several_subscriptions: boolean
  portal: {
    homepage: boolean
    /** `bpc_…`, or null for the account's default configuration. */
    configuration: string | null
    on_behalf_of: string | null
    /** Whether a late visitor of a portal address may verify by e-mail and get a new one. */
    after_expiration: boolean
    /** The price that our own pages suggest for `subscription_update_confirm`; links bring one of the configuration's. */
    confirm_price: string | null
    flows: Record<FlowName, FlowPolicy>
  }
}

/** One value of one feature, with its default: the only place that turns a kind into a schema. */
function featureSchema(feature: Feature): z.ZodType<FeatureValue> {
  switch (feature.kind) {
    case 'toggle':
      return z.boolean().default(feature.default)
    case 'choice':
      return z
        .enum(feature.options.map((option) => option.value))
        .nullable()
        .default(feature.default)
    case 'choices':
      return z
        .array(z.enum(feature.options.map((option) => option.value)))
        .min(1, 'wants at least one')
        .default([...feature.default])
    case 'count':
      return z.int().min(feature.min).max(feature.max).default(feature.default)
  }
}

const stripeId = (prefix: string, what: string) =>
  z
    .string()
    .trim()
    .regex(new RegExp(`^${prefix}_[A-Za-z0-9]{4,250}$`), `is not the id of ${what}: it starts with ${prefix}_`)

/** `strict` refuses what it does not know; `lenient` drops it, so that a policy saved before a feature left the catalogue still reads. */
function policyShape(object: (shape: z.ZodRawShape) => z.ZodObject) {
  const flow = object({
    enabled: z.boolean().default(false),
    after_completion: z.enum(afterCompletions.map((entry) => entry.value)).default('redirect'),
  })
  const componentShapes = componentEntries.map(([name, { features }]) => {
    const shape = Object.fromEntries(Object.entries(features).map(([key, feature]) => [key, featureSchema(feature)]))
    return [name, object({ enabled: z.boolean().default(false), features: object(shape).prefault({}) }).prefault({})]
  })
  return object({
    components: object(Object.fromEntries(componentShapes)).prefault({}),
    pricing_tables: z.array(stripeId('prctbl', 'a pricing table')).max(20).default([]),
    buy_buttons: z.array(stripeId('buy_btn', 'a buy button')).max(20).default([]),
    several_subscriptions: z.boolean().default(false),
    portal: object({
      homepage: z.boolean().default(false),
      configuration: stripeId('bpc', 'a portal configuration').nullable().default(null),
      on_behalf_of: stripeId('acct', 'an account').nullable().default(null),
      after_expiration: z.boolean().default(false),
      confirm_price: stripeId('price', 'a price').nullable().default(null),
      flows: object(Object.fromEntries(flowNames.map((name) => [name, flow.prefault({})]))).prefault({}),
    }).prefault({}),
  }) as unknown as z.ZodType<Policy>
}

/** Checks a whole policy. A missing part takes its default; an unknown one is refused, as is one that lacks what it depends on. */
export const policySchema = policyShape(z.strictObject).superRefine((policy, context) => {
  for (const { path, message } of findUnanswered(policy)) context.addIssue({ code: 'custom', path, message })
})

const storedPolicy = policyShape(z.object)

/** Reads a policy as it was once saved. */
export function readStoredPolicy(content: unknown): Policy {
  return storedPolicy.parse(content)
}

/** Everything off, every feature at its default: what an account begins with. */
export const emptyPolicy: Policy = policySchema.parse({})

/** Whether the feature matters with the other features as they are. */
export function featureApplies(feature: Feature, features: Record<string, FeatureValue>): boolean {
  return !feature.appliesWhen || features[feature.appliesWhen.feature] === feature.appliesWhen.is
}

/** What must be answered before the policy can be saved. */
function findUnanswered({ components: settings }: Policy): { path: string[]; message: string }[] {
  return componentEntries.flatMap(([name, component]) => {
    const { enabled, features } = settings[name]
    return Object.entries(component.features)
      .filter(([key, feature]) => enabled && isRequiredNow(feature, features) && features[key] === null)
      .map(([key, feature]) => ({
        path: ['components', name, 'features', key],
        message: `must be chosen while ${feature.appliesWhen?.feature} is on`,
      }))
  })
}

function isRequiredNow(feature: Feature, features: Record<string, FeatureValue>): boolean {
  return feature.kind === 'choice' && feature.isRequired === true && featureApplies(feature, features)
}

export function isComponentOffered(policy: Policy, name: ComponentName): boolean {
  return policy.components[name].enabled
}

export function isFlowOffered(policy: Policy, name: FlowName): boolean {
  return policy.portal.flows[name].enabled
}
