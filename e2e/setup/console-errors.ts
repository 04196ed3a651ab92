import type { BrowserContext, ConsoleMessage } from '@playwright/test'

export interface ConsoleWatch {
  listUnexpected(): string[]
  /** What this test provokes on purpose. */
  allow(pattern: RegExp): void
}

/** Collects what a page should never say: errors on the console (a violated policy is one), and exceptions nobody caught. */
export function watchConsole(context: BrowserContext): ConsoleWatch {
  const said: string[] = []
  const allowed: RegExp[] = []
  context.on('console', (message) => {
    if (message.type() === 'error' && !isOwnStatus(message)) said.push(`${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (problem) => said.push(String(problem.error())))
  return {
    listUnexpected: () => said.filter((text) => !allowed.some((pattern) => pattern.test(text))),
    allow: (pattern) => allowed.push(pattern),
  }
}

/** The browser also reports the status of the page itself, which is what a test of a 404 looks at on purpose. */
function isOwnStatus(message: ConsoleMessage): boolean {
  return (
    message.text().startsWith('Failed to load resource: the server responded with a status of') &&
    message.location().url === message.page()?.url()
  )
}
