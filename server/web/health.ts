// For whoever runs this process: is it alive, and may it be sent requests?
import { checkReadiness, type ReadinessResult } from '#lib/web/readiness.ts'
import type { GuardedResponse } from './guarded-response.ts'

export const healthPaths = ['/livez', '/readyz']

const keptMs = 1000
let latest: { at: number; results: Promise<ReadinessResult[]> } | undefined

export async function answerHealth(response: GuardedResponse, pathname: string, isDraining: boolean): Promise<void> {
  const checks = pathname === '/readyz' ? await recentReadiness() : []
  const ok = pathname === '/livez' || (!isDraining && checks.every((check) => check.ok))
  response.setHeader('content-type', 'application/json')
  response.writeHead(ok ? 200 : 503).end(JSON.stringify({ ok, draining: isDraining, checks }))
}

// Anyone may ask, so asking often must not cost the database more.
function recentReadiness(): Promise<ReadinessResult[]> {
  const now = performance.now()
  if (!latest || now - latest.at > keptMs) latest = { at: now, results: checkReadiness() }
  return latest.results
}
