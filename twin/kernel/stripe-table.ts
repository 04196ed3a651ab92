import { readFileSync } from 'node:fs'
import type { Operation, Shape } from './shape.ts'

type StripeTable = { version: string; operations: Operation[]; objects: Record<string, Shape>; shapes: Shape[] }

const table: StripeTable = JSON.parse(readFileSync(new URL('../generated/stripe.json', import.meta.url), 'utf8'))

/** The API version that the installed `stripe` package was generated for. */
export const stripeVersion = table.version

/** Every operation that the installed `stripe` package can call, played by the twin or not. */
export const operations: readonly Operation[] = table.operations

/** Follows a reference into the table of shared shapes. */
export function resolveShape(shape: Shape): Exclude<Shape, number> {
  return typeof shape === 'number' ? resolveShape(table.shapes[shape] ?? 'any') : shape
}

export function findObjectShape(object: string): { fields: Record<string, Shape> } | undefined {
  const shape = Object.hasOwn(table.objects, object) ? table.objects[object] : undefined
  const resolved = shape === undefined ? undefined : resolveShape(shape)
  return typeof resolved === 'object' && 'fields' in resolved ? resolved : undefined
}
