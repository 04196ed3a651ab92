// One Portico per data folder, and the next one ends what a killed one left behind.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { PlainFailure } from '../plain-failure.ts'
import { processIdentity, signal, waitUntilGone } from '../process-identity.ts'

const life = z.object({ pid: z.int().positive(), identity: z.string() })
const schema = z.object({
  starter: life,
  isStopping: z.boolean(),
  children: z.array(life.extend({ name: z.string() })),
})
type Contents = z.infer<typeof schema>

export interface RunningRecord {
  add(name: string, pid: number): void
  markStopping(): void
  remove(): void
}

const waitForStoppingMilliseconds = 45_000
const patienceMilliseconds = 5_000

/** @throws PlainFailure when a Portico runs from this folder already */
export async function claimFolder(dataFolder: string): Promise<RunningRecord> {
  const path = join(dataFolder, 'running.json')
  mkdirSync(dataFolder, { recursive: true })
  await waitForOther(path)
  for (const child of read(path)?.children ?? []) await endLeftover(child)

  const contents: Contents = { starter: lifeOf(process.pid), isStopping: false, children: [] }
  const save = () => {
    writeFileSync(`${path}.new`, JSON.stringify(contents, null, 2), { mode: 0o600 })
    renameSync(`${path}.new`, path)
  }
  save()
  return {
    add: (name, pid) => {
      contents.children.push({ name, ...lifeOf(pid) })
      save()
    },
    markStopping: () => {
      contents.isStopping = true
      save()
    },
    remove: () => rmSync(path, { force: true }),
  }
}

async function waitForOther(path: string): Promise<void> {
  const deadline = performance.now() + waitForStoppingMilliseconds
  for (let other = read(path); other && isAlive(other.starter); other = read(path)) {
    if (!other.isStopping) {
      // One whose terminal was just closed learns of it within a moment.
      await sleep(1_000)
      const now = read(path)
      if (now && !now.isStopping && isAlive(now.starter)) throw alreadyRunning(now.starter.pid)
    }
    if (performance.now() > deadline) throw alreadyRunning(other.starter.pid)
    await sleep(100)
  }
}

function alreadyRunning(pid: number): PlainFailure {
  return new PlainFailure(
    `Portico runs from this folder already (process ${pid}): end it first, or give this one its own PORTICO_DATA, PORT and TWIN_PORT.`,
  )
}

async function endLeftover(child: Contents['children'][number]): Promise<void> {
  if (!isAlive(child)) return
  signal(-child.pid, 'SIGTERM')
  if (await waitUntilGone(child.pid, patienceMilliseconds)) return
  signal(-child.pid, 'SIGKILL')
  await waitUntilGone(child.pid, patienceMilliseconds)
}

function isAlive({ pid, identity }: z.infer<typeof life>): boolean {
  return processIdentity(pid) === identity
}

function lifeOf(pid: number): z.infer<typeof life> {
  return { pid, identity: processIdentity(pid) ?? 'gone' }
}

function read(path: string): Contents | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined
  }
}
