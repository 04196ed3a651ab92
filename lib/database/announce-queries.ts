import type pg from 'pg'
import { announce, isHeard } from '#lib/notices.ts'

/**
 * Tells of each query while somebody listens, in the context of whoever asked. What the pool asks of its own connections comes
 * with a callback, perhaps in the context of another request, and is left out: it was told of before.
 */
export function announceQueries(target: Pick<pg.Pool | pg.PoolClient, 'query'>): void {
  const send = target.query.bind(target) as (...query: unknown[]) => unknown
  const query = (...args: unknown[]) => {
    if (typeof args.at(-1) === 'function' || !isHeard('query')) return send(...args)
    const began = performance.now()
    const tell = (outcome: string) =>
      announce('query', { text: textOf(args[0]), outcome, durationMs: performance.now() - began })
    const answer = send(...args) as Promise<unknown>
    answer.then(
      () => tell('ok'),
      (error: { code?: string }) => tell(error.code ?? 'no_answer'),
    )
    return answer
  }
  Object.assign(target, { query })
}

/** With `$1` where a value stands: the values themselves are never part of it. */
function textOf(query: unknown): string {
  return typeof query === 'string' ? query : String((query as { text?: string }).text)
}
