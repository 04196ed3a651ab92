// Owns what Stripe's hosted portal can be opened for: its six flows, what each needs, and what the portal's configuration must allow.

export interface Flow {
  label: string
  help: string
  trap?: string
  /** To switch it on takes a passkey that was used just now. */
  isDangerous?: true
  /** What the flow is about, besides the customer. */
  about: 'customer' | 'subscription' | 'subscription_and_price'
  /** The feature of the portal configuration without which Stripe refuses the flow. */
  configurationFeature: ConfigurationFeature
}

export type ConfigurationFeature =
  | 'customer_update'
  | 'payment_method_update'
  | 'subscription_cancel'
  | 'subscription_pause'
  | 'subscription_update'

export const flows = {
  payment_method_update: {
    label: 'Update the payment method',
    help: 'The customer adds a card, which becomes the one that pays.',
    about: 'customer',
    configurationFeature: 'payment_method_update',
  },
  customer_update: {
    label: 'Update billing details',
    help: 'Name, e-mail, address and tax ids, as far as the portal configuration lets them.',
    about: 'customer',
    configurationFeature: 'customer_update',
  },
  subscription_update: {
    label: 'Change plan',
    help: 'The customer picks another plan of those that the portal configuration lists.',
    about: 'subscription',
    configurationFeature: 'subscription_update',
  },
  subscription_update_confirm: {
    label: 'Confirm one plan change',
    help: 'The customer confirms a change to one price that your link names.',
    about: 'subscription_and_price',
    configurationFeature: 'subscription_update',
  },
  subscription_pause: {
    label: 'Pause',
    help: 'The customer pauses a subscription.',
    trap: 'Stripe offers pausing in its redesigned portal only.',
    about: 'subscription',
    configurationFeature: 'subscription_pause',
  },
  subscription_cancel: {
    label: 'Cancel',
    help: 'The customer cancels a subscription, at once or at the end of the period, as the portal configuration says.',
    isDangerous: true,
    about: 'subscription',
    configurationFeature: 'subscription_cancel',
  },
} as const satisfies Record<string, Flow>

export type FlowName = keyof typeof flows
export const flowNames = Object.keys(flows) as FlowName[]
export const flowEntries: readonly (readonly [FlowName, Flow])[] = flowNames.map((name) => [name, flows[name]])

/** Where a customer goes when the flow is done. */
export const afterCompletions = [
  { value: 'redirect', label: 'Back to this portal' },
  { value: 'hosted_confirmation', label: 'Stripe’s confirmation page' },
  { value: 'portal_homepage', label: 'Stripe’s portal homepage' },
] as const

export type AfterCompletion = (typeof afterCompletions)[number]['value']
