// Next prints every error of a page to the console, message included, and a message may quote a secret or what a person typed.
import { describeError, log } from '#lib/web/log.ts'
import { findRequestContext } from '#lib/web/request-context.ts'

/** From here on what is printed goes through our log, errors without their messages. */
export function takeOverConsole(): void {
  console.error = (...printed) => log.error('page failed', describePrinted(printed))
  console.warn = (...printed) => log.warn('page warned', describePrinted(printed))
}

function describePrinted(printed: unknown[]) {
  const error = printed.find((item) => item instanceof Error)
  return { requestId: findRequestContext()?.requestId, ...(error && describeError(error)) }
}
