import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { processIdentity } from '../process-identity.ts'
import { claimFolder } from './running-record.ts'

const makeFolder = () => mkdtempSync(join(tmpdir(), 'portico-record-'))

function startSleeper(): number {
  const { pid } = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
  if (pid === undefined) throw new Error('sleep did not start')
  return pid
}

/** As a Portico that was killed leaves its record. */
function forgetStarter(folder: string): void {
  const path = join(folder, 'running.json')
  const record = JSON.parse(readFileSync(path, 'utf8'))
  writeFileSync(path, JSON.stringify({ ...record, starter: { ...record.starter, identity: 'an earlier life' } }))
}

describe('claimFolder', () => {
  it('refuses a second Portico, and lets it in once the first has ended', async () => {
    const folder = makeFolder()
    const first = await claimFolder(folder)
    await expect(claimFolder(folder)).rejects.toThrow(`runs from this folder already (process ${process.pid})`)
    first.remove()
    await claimFolder(folder)
  })

  it('ends what a killed one left running', async () => {
    const folder = makeFolder()
    const record = await claimFolder(folder)
    const leftover = startSleeper()
    record.add('The web', leftover)
    forgetStarter(folder)

    await claimFolder(folder)
    expect(processIdentity(leftover)).toBeUndefined()
  })

  it('leaves a process alone that only has the id of an old one', async () => {
    const folder = makeFolder()
    const record = await claimFolder(folder)
    const stranger = startSleeper()
    record.add('The web', stranger)
    forgetStarter(folder)
    const path = join(folder, 'running.json')
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(processIdentity(stranger) ?? '', 'an earlier life'))

    await claimFolder(folder)
    expect(processIdentity(stranger)).toBeDefined()
    process.kill(stranger)
  })

  it('takes a record that was cut off for none', async () => {
    const folder = makeFolder()
    writeFileSync(join(folder, 'running.json'), '{"starter":')
    await claimFolder(folder)
    expect(existsSync(join(folder, 'running.json'))).toBe(true)
  })
})
