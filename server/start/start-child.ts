import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { PlainFailure } from '../plain-failure.ts'
import { signal, waitUntilGone } from '../process-identity.ts'

export type Variables = Record<string, string | undefined>

export interface ChildOptions {
  /** What a person calls it: "The twin". */
  name: string
  args: string[]
  /** Where it runs; here, unless said. */
  folder?: string
  env: Variables
  /** The file that takes everything it writes. */
  log: string
  /** While developing, the terminal takes it as well. */
  isShown?: boolean
}

export interface Child {
  name: string
  pid: number
  /** The first JSON object that it prints, which says that it is ready. */
  ready(withinMilliseconds: number): Promise<Record<string, unknown>>
  /** Resolves when it ends, whoever ended it. */
  ended: Promise<Ending>
  /** Asks it to end, and ends it by force when it takes too long. */
  stop(): Promise<void>
}

export interface Ending {
  name: string
  code: number | null
  lastLines: string
}

const preload = new URL('../../scripts/end-with-parent.mjs', import.meta.url).href
const nodeFlags = ['--disable-warning=ExperimentalWarning', '--import', preload]
const keptLines = 200
const shownLines = 20
const flushMilliseconds = 200
// Longer than the web's own hard stop.
const stopWithinMilliseconds = 30_000

/** Starts a Node process in a group of its own, so that stopping it stops whatever it started. */
export function startChild({ name, args, folder, env, log, isShown = false }: ChildOptions): Child {
  const child = spawn(process.execPath, [...nodeFlags, ...args], {
    env: { ...env, END_WITH_PARENT: '1' } as Variables as NodeJS.ProcessEnv,
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: process.platform !== 'win32',
  })
  const { pid } = child
  if (pid === undefined) throw new PlainFailure(`${name} could not be started.`)

  const output = collectLines(
    [child.stdout, child.stderr].filter((stream) => stream !== null),
    log,
    isShown,
  )
  const ended = waitForEnd(child, name, output.last)
  return {
    name,
    pid,
    ended,
    ready: (withinMilliseconds) => Promise.race([output.firstObject, failIfLate(name, ended, withinMilliseconds)]),
    stop: () => stopGroup(pid),
  }
}

/** @throws PlainFailure always: this child was meant to stay */
export function throwEnding({ name, code, lastLines }: Ending): never {
  const how = code === null ? 'was killed' : `ended by itself with code ${code}`
  throw new PlainFailure(`${name} ${how}.${lastLines ? ` Its last words:\n\n${lastLines}` : ''}`)
}

function collectLines(streams: Readable[], log: string, isShown: boolean) {
  const file = createWriteStream(log, { mode: 0o600 })
  const kept: string[] = []
  let found: (value: Record<string, unknown>) => void
  const firstObject = new Promise<Record<string, unknown>>((resolve) => {
    found = resolve
  })
  for (const stream of streams) {
    createInterface(stream).on('line', (line) => {
      file.write(`${line}\n`)
      kept.push(line)
      if (kept.length > keptLines) kept.shift()
      const object = parseObject(line)
      if (isShown && !object) console.log(line)
      if (object && stream === streams[0]) found(object)
    })
  }
  return { firstObject, last: () => lastWords(kept) }
}

/** From its last error on, since a stack or an error's fields can be long; else simply its last lines. */
function lastWords(lines: string[]): string {
  const error = lines.findLastIndex((line) => /^\s*\S*Error\b.*:/.test(line))
  const words = error < 0 ? lines.slice(-shownLines) : lines.slice(error, error + shownLines)
  return words.join('\n')
}

function parseObject(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

async function waitForEnd(child: ChildProcess, name: string, lastLines: () => string): Promise<Ending> {
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  await sleep(flushMilliseconds)
  return { name, code, lastLines: lastLines() }
}

async function failIfLate(name: string, ended: Promise<Ending>, withinMilliseconds: number): Promise<never> {
  const timer = new AbortController()
  const ending = await Promise.race([ended, sleep(withinMilliseconds, undefined, { ref: false, signal: timer.signal })])
  timer.abort()
  if (ending) return throwEnding(ending)
  throw new PlainFailure(`${name} was not ready after ${withinMilliseconds / 1000} seconds.`)
}

async function stopGroup(pid: number): Promise<void> {
  signal(pid, 'SIGTERM')
  const isGone = await waitUntilGone(pid, stopWithinMilliseconds)
  // The rest of the group: those whom it did not take along.
  if (process.platform !== 'win32') signal(-pid, 'SIGKILL')
  if (!isGone) signal(pid, 'SIGKILL')
}
