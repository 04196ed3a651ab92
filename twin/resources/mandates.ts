import { retrieve } from '../kernel/common-operations.ts'
import type { Resource } from '../kernel/resource.ts'

/** https://docs.stripe.com/api/mandates: made when a bank account is saved. */
export const mandates: Resource = { operations: { 'mandates.retrieve': retrieve('mandate') } }
