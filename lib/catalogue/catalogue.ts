// Owns what Stripe's customer session can carry: every component and every feature, with its default, its limits and its traps.
import type { Component } from './feature.ts'
import {
  allowRedisplayFilters,
  redisplay,
  redisplayLimit,
  removeCards,
  saveCards,
  saveOverride,
  saveUsage,
} from './payment-method-features.ts'

export const components = {
  pricing_table: {
    label: 'Pricing table',
    help: 'Shows your plans, and sells them to the signed-in customer. Stands on the page Plans.',
    usedBy: 'web',
    features: {},
  },
  buy_button: {
    label: 'Buy button',
    help: 'Sells one thing at a time to the signed-in customer. Stands on the page Buy.',
    usedBy: 'web',
    features: {},
  },
  payment_element: {
    label: 'Payment Element',
    help: 'Takes cards and other payment methods. Stands on the pages Payment methods and Pay.',
    usedBy: 'web',
    features: {
      payment_method_redisplay: redisplay,
      payment_method_redisplay_limit: redisplayLimit,
      payment_method_allow_redisplay_filters: allowRedisplayFilters,
      payment_method_save: saveCards,
      payment_method_save_usage: saveUsage,
      payment_method_remove: removeCards,
    },
  },
  mobile_payment_element: {
    label: 'Mobile Payment Element',
    help: 'The Payment Element of Stripe’s iOS and Android libraries.',
    usedBy: 'mobile',
    features: {
      payment_method_redisplay: redisplay,
      payment_method_allow_redisplay_filters: allowRedisplayFilters,
      payment_method_save: saveCards,
      payment_method_save_allow_redisplay_override: saveOverride,
      payment_method_remove: removeCards,
    },
  },
  customer_sheet: {
    label: 'Customer sheet',
    help: 'A sheet of Stripe’s mobile libraries in which customers manage their saved payment methods.',
    usedBy: 'mobile',
    features: {
      payment_method_allow_redisplay_filters: { ...allowRedisplayFilters, appliesWhen: undefined },
      payment_method_remove: removeCards,
    },
  },
  customer_portal: {
    label: 'Customer portal in your app',
    help: 'Lets your mobile app open Stripe’s customer portal.',
    trap: 'Whoever holds the minted secret can open the whole customer portal, whatever flows are off here.',
    isDangerous: true,
    usedBy: 'mobile',
    features: {},
  },
  active_entitlements: {
    label: 'Active entitlements',
    help: 'Lets your mobile app read what the customer’s plans entitle them to.',
    usedBy: 'mobile',
    features: {},
  },
} as const satisfies Record<string, Component>

export type ComponentName = keyof typeof components
export const componentNames = Object.keys(components) as ComponentName[]

export type WebComponentName = {
  [Name in ComponentName]: (typeof components)[Name]['usedBy'] extends 'web' ? Name : never
}[ComponentName]

/** The same entries, typed for code that walks over them without knowing a name. */
export const componentEntries: readonly (readonly [ComponentName, Component])[] = componentNames.map((name) => [
  name,
  components[name],
])
