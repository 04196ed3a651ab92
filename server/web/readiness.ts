// What must work before this process may be sent requests.
export interface ReadinessResult {
  name: string
  ok: boolean
  /** What is wrong, in words for an operator; seen by whoever can reach /readyz, so no secrets. */
  detail?: string
}

export type ReadinessCheck = () => Promise<{ ok: boolean; detail?: string }>

export type Readiness = () => Promise<ReadinessResult[]>

const patienceMs = 2000
const keptMs = 1000

/** @param checks one for each thing that is needed, by its name */
export function createReadiness(checks: Record<string, ReadinessCheck>): Readiness {
  let latest: { at: number; results: Promise<ReadinessResult[]> } | undefined
  return () => {
    const now = performance.now()
    // Anyone may ask, so asking often must not cost the database more.
    if (!latest || now - latest.at > keptMs)
      latest = { at: now, results: Promise.all(Object.entries(checks).map(([name, check]) => runCheck(name, check))) }
    return latest.results
  }
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
