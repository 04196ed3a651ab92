import type { Shape } from './shape.ts'
import { invalidRequest } from './stripe-error.ts'
import { operations, resolveShape, stripeVersion } from './stripe-table.ts'

/** Every version that Stripe ever released, as the package lists them for a webhook endpoint to choose from. */
const versions = new Set(readVersions())

/** The version that the request asks for, or the account's. */
export function readVersion(request: Request): string {
  const asked = request.headers.get('stripe-version')
  if (!asked) return stripeVersion
  if (!versions.has(asked)) throw invalidRequest(`Invalid Stripe API version: ${asked}`)
  return asked
}

export function isVersion(version: string | null): version is string {
  return version !== null && versions.has(version)
}

function readVersions(): string[] {
  const params = fieldsOf(operations.find(({ name }) => name === 'webhookEndpoints.create')?.params)
  const shape = params['api_version?']
  const choices = shape === undefined ? 'any' : resolveShape(shape)
  return [stripeVersion, ...(typeof choices === 'object' && 'enum' in choices ? choices.enum : [])]
}

function fieldsOf(shape: Shape | undefined): Record<string, Shape> {
  const resolved = shape === undefined ? 'any' : resolveShape(shape)
  return typeof resolved === 'object' && 'fields' in resolved ? resolved.fields : {}
}
