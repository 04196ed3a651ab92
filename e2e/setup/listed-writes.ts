import { readFileSync } from 'node:fs'
import type { LedgerEntry } from '#twin/playwright/test.ts'
import { isWrite } from './ledger.ts'

/** The calls that docs/stripe-account.md promises are all, each with the parameters that it may carry. */
export function readListedWrites(): Map<string, string[]> {
  const rows = readFileSync('docs/stripe-account.md', 'utf8').matchAll(
    /^\| `(\w+(?:\.\w+)+)` \| [^|]+ \| ?([^|]*)\|$/gm,
  )
  return new Map(
    [...rows].map(([, operation = '', fields = '']) => [
      operation,
      // What stands in brackets explains a parameter.
      [...fields.replace(/\(.*?\)/g, '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
    ]),
  )
}

/** What the web's own key wrote beyond that. */
export function listUnlistedWrites(calls: LedgerEntry[]): string[] {
  const listed = readListedWrites()
  return calls
    .filter((call) => call.key.kind === 'restricted' && isWrite(call) && call.status < 400)
    .flatMap(({ operation, path, params }) => {
      const allowed = listed.get(operation ?? '')
      if (!allowed) return [operation ?? path]
      const names = Object.keys((params ?? {}) as object)
      return names.filter((name) => !allowed.includes(name)).map((name) => `${operation}: ${name}`)
    })
}
