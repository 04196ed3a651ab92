import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * A word that stands for this one life of a process id: another process that got the same id later has another word.
 * @returns undefined when there is no such process, or only its unreaped remains
 */
export function processIdentity(pid: number): string | undefined {
  if (process.platform === 'linux') return linuxIdentity(pid)
  if (process.platform === 'win32') return isSignalable(pid) ? String(pid) : undefined
  return outputOf('ps', ['-o', 'lstart=', '-p', String(pid)])
}

/** The command line of a process, or undefined when it is gone. */
export function commandLine(pid: number): string | undefined {
  if (process.platform === 'linux') return readIfThere(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ')
  return outputOf('ps', ['-o', 'command=', '-p', String(pid)])
}

/** Waits until the process is gone. @returns whether it went in time */
export async function waitUntilGone(pid: number, withinMilliseconds: number): Promise<boolean> {
  const identity = processIdentity(pid)
  const deadline = performance.now() + withinMilliseconds
  while (identity !== undefined && processIdentity(pid) === identity) {
    if (performance.now() > deadline) return false
    await sleep(25)
  }
  return true
}

/** Signals a process, or with a negative number its whole group; a process that is gone already is fine. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!isGone(error)) throw error
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ESRCH'
}

function linuxIdentity(pid: number): string | undefined {
  const stat = readIfThere(`/proc/${pid}/stat`)
  // The second field is the program's name in parentheses, and may itself hold spaces and parentheses.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (!fields || fields[0] === 'Z' || fields[0] === 'X') return undefined
  return `${readIfThere('/proc/sys/kernel/random/boot_id')?.trim()}/${fields[19]}`
}

function isSignalable(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function outputOf(command: string, args: string[]): string | undefined {
  return spawnSync(command, args, { encoding: 'utf8' }).stdout?.trim() || undefined
}
