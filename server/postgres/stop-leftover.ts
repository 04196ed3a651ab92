import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { commandLine, processIdentity, signal, waitUntilGone } from '../process-identity.ts'

/** Ends a Postgres that outlived the Portico that started it, and clears a pid file that would stop the next one. */
export async function stopLeftover(cluster: string): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid')
  if (!existsSync(pidFile)) return
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 1 || processIdentity(pid) === undefined) return

  if (commandLine(pid)?.includes(cluster)) return await stopPostmaster(pid)
  // Another program has the id by now, which Postgres would take for a running Postgres.
  rmSync(pidFile)
}

/** Fast (open transactions end), then immediate (the next start recovers), then by force. */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const [name, patienceMilliseconds] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    signal(pid, name)
    if (await waitUntilGone(pid, patienceMilliseconds)) return
  }
}
