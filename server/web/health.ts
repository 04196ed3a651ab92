// For whoever runs this process: is it alive, and may it be sent requests?
import type { GuardedResponse } from './guarded-response.ts'
import type { Readiness } from './readiness.ts'

export const healthPaths = ['/livez', '/readyz']

export interface Health {
  readiness: Readiness
  isDraining: () => boolean
}

export async function answerHealth(response: GuardedResponse, pathname: string, health: Health): Promise<void> {
  const isDraining = health.isDraining()
  const checks = pathname === '/readyz' ? await health.readiness() : []
  const ok = pathname === '/livez' || (!isDraining && checks.every((check) => check.ok))
  response.setHeader('content-type', 'application/json')
  response.writeHead(ok ? 200 : 503).end(JSON.stringify({ ok, draining: isDraining, checks }))
}
