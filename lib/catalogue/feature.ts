// The kinds of thing that an operator can set, and what each may depend on.

interface Described {
  /** What an operator reads, in words. */
  label: string
  help: string
  /** What goes wrong for a customer when this is set without thought; shown as a warning beside the switch. */
  trap?: string
  /** The trap is being off: shown as a warning then, rather than while it is on. */
  trapWhen?: 'off'
  /** The feature of the same component that must have this value for ours to matter. */
  appliesWhen?: { feature: string; is: boolean }
}

export interface Toggle extends Described {
  kind: 'toggle'
  default: boolean
  /** To switch it on takes a passkey that was used just now. */
  isDangerous?: true
}

export interface Choice extends Described {
  kind: 'choice'
  options: readonly Option[]
  /** `null`: nothing is sent and Stripe's own default holds. */
  default: string | null
  /** What holds while nothing is chosen, in words. */
  unset?: string
  /** Must be answered whenever it applies. */
  isRequired?: boolean
}

export interface Choices extends Described {
  kind: 'choices'
  options: readonly Option[]
  default: readonly string[]
}

export interface Count extends Described {
  kind: 'count'
  min: number
  max: number
  default: number
}

export interface Option {
  value: string
  label: string
}

export type Feature = Toggle | Choice | Choices | Count
export type FeatureValue = boolean | string | null | readonly string[] | number

export interface Component {
  label: string
  help: string
  trap?: string
  /** To switch it on takes a passkey that was used just now. */
  isDangerous?: true
  /** Where it stands: on pages of ours, or only in a mobile app that mints through our API. */
  usedBy: 'web' | 'mobile'
  features: Readonly<Record<string, Feature>>
}
