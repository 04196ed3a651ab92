import type { Page } from '@playwright/test'

export interface ExecutedScript {
  /** Undefined for one that stands in the page itself. */
  url: string | undefined
  source: string
}

/** Every script that the browser ran in the page itself, frames of others left out; heard from its debugger. */
export async function watchScripts(page: Page): Promise<() => Promise<ExecutedScript[]>> {
  const session = await page.context().newCDPSession(page)
  const found: { scriptId: string; url: string }[] = []
  session.on('Debugger.scriptParsed', ({ scriptId, url, executionContextAuxData }) => {
    const { isDefault, frameId } = (executionContextAuxData ?? {}) as { isDefault?: boolean; frameId?: string }
    if (isDefault && frameId === mainFrame) found.push({ scriptId, url })
  })
  const { frameTree } = await session.send('Page.getFrameTree')
  const mainFrame = frameTree.frame.id
  await session.send('Debugger.enable')
  return async () => {
    const scripts = await Promise.all(
      found.splice(0).map(async ({ scriptId, url }) => {
        const { scriptSource: source } = await session.send('Debugger.getScriptSource', { scriptId })
        return { url: url === '' || url === page.url() ? undefined : url, source }
      }),
    )
    // Playwright begins every page with one that does nothing.
    return scripts.filter(({ source }) => source !== '')
  }
}
