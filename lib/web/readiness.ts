// What must work before this process may be sent requests. Whoever owns a dependency registers its check once, at start.
export interface ReadinessResult {
  name: string
  ok: boolean
  /** What is wrong, in words for an operator; seen by whoever can reach /readyz, so no secrets. */
  detail?: string
}

export type ReadinessCheck = () => Promise<{ ok: boolean; detail?: string }>

const patienceMs = 2000
const key = Symbol.for('portico.readiness')
const scope = globalThis as { [key]?: Map<string, ReadinessCheck> }
// Shared by a symbol, because the bundled pages and the server are two copies of this module.
scope[key] ??= new Map()
const checks = scope[key]

export function registerReadinessCheck(name: string, check: ReadinessCheck): void {
  checks.set(name, check)
}

export async function checkReadiness(): Promise<ReadinessResult[]> {
  return Promise.all([...checks].map(([name, check]) => runCheck(name, check)))
}

async function runCheck(name: string, check: ReadinessCheck): Promise<ReadinessResult> {
  const { promise: late, resolve } = Promise.withResolvers<{ ok: boolean; detail: string }>()
  const timer = setTimeout(() => resolve({ ok: false, detail: 'does not answer' }), patienceMs)
  try {
    return { name, ...(await Promise.race([check(), late])) }
  } catch {
    return { name, ok: false, detail: 'failed' }
  } finally {
    clearTimeout(timer)
  }
}
