// What an operator can set, as data: its name in the form, its words, and the control that it takes.
import type { Feature } from '#lib/catalogue/feature.ts'

interface Worded {
  label: string
  help: string
  trap?: string
  trapWhen?: 'off'
}

/** Ids of Stripe objects, one a line. */
export interface IdList extends Worded {
  kind: 'ids'
  example: string
}

/** One line. Left empty, nothing is set. */
export interface Text extends Worded {
  kind: 'text'
  input: 'text' | 'email' | 'url'
  example: string
}

/** A small picture, kept as a `data:` address. */
export interface Picture extends Worded {
  kind: 'image'
  /** Media types that the file chooser offers. */
  accept: readonly string[]
}

export type Control = Feature | IdList | Text | Picture

export interface Setting {
  /** Where the value is in what is saved, with dots; the form's field is called the same. */
  name: string
  control: Control
  /** As Stripe spells it. */
  stripeKey?: string
  /** Another setting, and the value of it with which this one matters. */
  appliesWhen?: { name: string; is: boolean }
}

export interface Section {
  label: string
  /** What it is one of, for where its label stands without the others around it. */
  oneOf?: string
  help: string
  trap?: string
  /** As Stripe spells it. */
  stripeKey?: string
  /** What switches the whole section on. */
  toggle?: Setting
  settings: Setting[]
}

/** On or off, and off to begin with. */
export const toggle = (label: string, help: string, trap?: string) =>
  ({ kind: 'toggle', label, help, trap, default: false }) as const

export function listSettings(sections: readonly Section[]): Setting[] {
  return sections.flatMap(({ toggle, settings }) => (toggle ? [toggle, ...settings] : settings))
}

/** The value of a setting in what was saved. */
export function getValue({ name }: Pick<Setting, 'name'>, content: unknown): unknown {
  return name.split('.').reduce((part, key) => (part as Record<string, unknown> | null | undefined)?.[key], content)
}

/** Puts the value of a setting into what will be saved. */
export function setValue({ name }: Pick<Setting, 'name'>, content: object, value: unknown): void {
  const path = name.split('.')
  const last = path.pop() as string
  let part = content as Record<string, unknown>
  for (const key of path) {
    part[key] ??= {}
    part = part[key] as Record<string, unknown>
  }
  part[last] = value
}
