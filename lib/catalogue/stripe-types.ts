// The compiler's comparison with the `stripe` package: a component or feature that Stripe adds, or one that we misspell, does not build.
import type Stripe from 'stripe'
import type { components } from './catalogue.ts'
import type { flows } from './flows.ts'
import type { portalLocales } from './locales.ts'

type StripeComponents = NonNullable<Stripe.CustomerSessionCreateParams['components']>
type StripeFeatures<Name extends keyof StripeComponents> =
  NonNullable<StripeComponents[Name]> extends { features?: infer Features } ? keyof NonNullable<Features> : never

/** What Stripe has and we have decided not to offer yet. Empty: we offer all of it. */
type NotOfferedYet = never

type Same<Left, Right> = [Left] extends [Right]
  ? [Right] extends [Left]
    ? true
    : { missing: Exclude<Right, Left> }
  : { unknown: Exclude<Left, Right> }
type Sure<Claim extends true> = Claim

type OurFeatures<Name extends keyof typeof components> = keyof (typeof components)[Name]['features']
type EveryFeature = {
  [Name in keyof StripeComponents & keyof typeof components]: Same<OurFeatures<Name>, StripeFeatures<Name>>
}

type KnownLiterals<Text> = Text extends string ? (string extends Text ? never : Text) : never
type StripeFlow = KnownLiterals<Stripe.BillingPortal.SessionCreateParams.FlowData['type']>
type StripeLocale = KnownLiterals<NonNullable<Stripe.BillingPortal.SessionCreateParams['locale']>>

export type ComponentsMatch = Sure<Same<keyof typeof components, Exclude<keyof StripeComponents, NotOfferedYet>>>
export type FeaturesMatch = Sure<Same<EveryFeature[keyof EveryFeature], true>>
export type FlowsMatch = Sure<Same<keyof typeof flows, StripeFlow>>
export type LocalesMatch = Sure<Same<(typeof portalLocales)[number], StripeLocale>>
