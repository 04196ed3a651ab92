import { StripeError } from './stripe-error.ts'

/** Does what reads a hash of parameters; what it refuses is then named within the parameter that holds the hash. */
export function withinParam<Result>(holder: string, read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof StripeError) || error.fields.param === undefined) throw error
    const { param } = error.fields
    const nested = `${holder}[${param.replace('[', '][')}${param.includes('[') ? '' : ']'}`
    const message = error.message.replace(`Missing required param: ${param}.`, `Missing required param: ${nested}.`)
    throw new StripeError(error.status, { ...error.fields, message, param: nested })
  }
}
