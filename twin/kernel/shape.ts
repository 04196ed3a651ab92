/**
 * The type of a parameter or of an object's field, as generated from the types of the `stripe` package.
 * A number stands for an entry of the table of shared shapes; a field whose name ends in `?` is optional.
 */
export type Shape =
  | 'string'
  | 'integer'
  | 'number'
  | 'decimal'
  | 'boolean'
  | 'file'
  | 'any'
  | number
  | { enum: string[] }
  | { array: Shape }
  | { list: Shape }
  | { map: Shape }
  | { fields: Record<string, Shape> }
  | { empty: Shape }
  | { null: Shape }
  | { oneOf: Shape[] }
  | { ref: string }
  | { expandable: string[] }

export type Operation = {
  /** As the SDK spells it: `billingPortal.sessions.create`. */
  name: string
  method: 'GET' | 'POST' | 'DELETE'
  /** With names in braces: `/v1/customers/{id}`. */
  path: string
  kind?: 'list' | 'search'
  host?: string
  params?: Shape
  answers?: string
}
