import type { Stripe } from 'stripe'
import type { StripeObjects, StripeParams } from '../generated/stripe-types.ts'

/** The package's types as they travel: its `Decimal` objects are strings on the wire. */
export type Wire<T> = T extends Stripe.Decimal
  ? string
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends (infer Element)[]
      ? Wire<Element>[]
      : T extends object
        ? { [Key in keyof T]: Wire<T[Key]> }
        : T

/** Any part may be left out; '' unsets it, as in a request. */
type DeepPartial<T> = T extends (infer Element)[]
  ? DeepPartial<Element>[]
  : T extends object
    ? { [Key in keyof T]?: DeepPartial<T[Key]> | '' | null }
    : T

/**
 * Fields that the twin keeps beside an object and never answers with; their names begin with `_`.
 * A resource adds its own: `declare module '../kernel/wire.ts' { interface HiddenFields { price: { _x: string } } }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: resources add to it
export interface HiddenFields {}

export type ObjectName = keyof StripeObjects & string
export type OperationName = keyof StripeParams & string
export type Hidden<Name> = Name extends keyof HiddenFields ? Partial<HiddenFields[Name]> : unknown
export type StripeObject<Name extends ObjectName> = Wire<StripeObjects[Name]> & Hidden<Name>
export type ObjectFields<Name extends ObjectName> = DeepPartial<Wire<StripeObjects[Name]>> & Hidden<Name>
export type Params<Name extends OperationName> = Wire<StripeParams[Name]>

/** An object of whatever type, as the store and the renderer handle them. */
export type AnyObject = { readonly id: string; readonly object: string; readonly [field: string]: unknown }
