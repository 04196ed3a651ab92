// Turns what the policy allows into the parameters of one customer session.
import type Stripe from 'stripe'
import { type ComponentName, components } from '#lib/catalogue/catalogue.ts'
import type { Component, Feature, FeatureValue } from '#lib/catalogue/feature.ts'
import { featureApplies, type Policy } from '#lib/policy/policy.ts'

type ComponentsParameter = NonNullable<Stripe.CustomerSessionCreateParams['components']>

/** Toggles that one page leaves off although the policy has them on: a page may ask for less, never for more. */
export type LeftOut = readonly string[]

export function customerSessionParameters(
  policy: Policy,
  names: readonly ComponentName[],
  leftOut: LeftOut = [],
): ComponentsParameter {
  return Object.fromEntries(
    names.map((name) => [name, componentParameters(components[name], policy.components[name].features, leftOut)]),
  )
}

function componentParameters(component: Component, settings: Record<string, FeatureValue>, leftOut: LeftOut) {
  const values = {
    ...settings,
    ...Object.fromEntries(leftOut.filter((key) => key in settings).map((key) => [key, false])),
  }
  const features = Object.entries(component.features)
    .filter(([, feature]) => featureApplies(feature, values))
    .flatMap(([key, feature]) => {
      const parameter = featureParameter(feature, values[key])
      return parameter === undefined ? [] : [[key, parameter] as const]
    })
  return features.length > 0 ? { enabled: true, features: Object.fromEntries(features) } : { enabled: true }
}

function featureParameter(feature: Feature, value: FeatureValue | undefined) {
  switch (feature.kind) {
    case 'toggle':
      return value === true ? 'enabled' : 'disabled'
    case 'choice':
      return value ?? undefined
    case 'choices':
      return value
    case 'count':
      return value
  }
}
