// Keeps one account over a restart: everything that it knows, in one JSON file.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Account } from './kernel/account.ts'

const everyMilliseconds = 300
/** An account that knows much takes long to write: it may take a tenth of the time. */
const pausePerWrite = 10

/** Restores the account from the file, if there is one, and saves it there soon after each change. @returns saves at once */
export function keepState(account: Account, file: string): () => void {
  if (existsSync(file)) account.restore(JSON.parse(readFileSync(file, 'utf8')))
  let saved = account.revision
  let nextAt = 0
  const save = () => {
    if (saved === account.revision) return
    saved = account.revision
    const started = performance.now()
    // Never half a file: a kill in the middle leaves the one before.
    writeFileSync(`${file}.new`, JSON.stringify(account.snapshot()), { mode: 0o600 })
    renameSync(`${file}.new`, file)
    nextAt = performance.now() + pausePerWrite * (performance.now() - started)
  }
  setInterval(() => performance.now() >= nextAt && save(), everyMilliseconds).unref()
  return save
}
