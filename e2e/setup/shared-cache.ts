import { type ForwardedAnswer, type ForwardingProxy, startForwardingProxy } from './forwarding-proxy.ts'

export interface SharedCache extends ForwardingProxy {
  /** What it answered by itself, as in `GET /_next/static/…`. */
  hits: string[]
  kept: () => string[]
}

/**
 * A careless cache that everybody's requests go through: it keeps whatever no header forbids it to keep, answers of any
 * status and method, and looks at the address and the body alone, never at cookies or `vary`.
 */
export async function startSharedCache(upstream: string): Promise<SharedCache> {
  const answers = new Map<string, ForwardedAnswer>()
  const hits: string[] = []
  const proxy = await startForwardingProxy(upstream, async ({ method, url, body }, ask) => {
    const key = `${method} ${url} ${body.toString('latin1')}`.trim()
    const known = answers.get(key)
    if (known) hits.push(key)
    if (known) return known
    const answer = await ask()
    if (!/\b(no-store|private)\b/.test(answer.headers['cache-control'] ?? '')) answers.set(key, answer)
    return answer
  })
  return { ...proxy, hits, kept: () => [...answers.keys()] }
}
