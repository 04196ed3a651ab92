import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { processIdentity, waitUntilGone } from '../process-identity.ts'
import { startChild } from './start-child.ts'

const log = join(mkdtempSync(join(tmpdir(), 'portico-child-')), 'child.log')
const start = (program: string) =>
  startChild({ name: 'The example', args: ['--input-type=module', '--eval', program], env: process.env, log })

describe('startChild', () => {
  it('knows when it is ready', async () => {
    const child = start(`console.log('warming up'); console.log('{"ready":true}'); setInterval(() => {}, 1000)`)
    expect(await child.ready(10_000)).toEqual({ ready: true })
    await child.stop()
    expect(readFileSync(log, 'utf8')).toContain('warming up')
  })

  it('says how it ended, and its last lines, when it ends before it is ready', async () => {
    const child = start(`console.error('no such file'); process.exit(3)`)
    await expect(child.ready(10_000)).rejects.toThrow(
      'The example ended by itself with code 3. Its last words:\n\nno such file',
    )
  })

  it('shows the error, not the end of a long stack', async () => {
    const child = start(`console.error('Error: no such key\\n' + '    at x\\n'.repeat(100)); process.exit(1)`)
    await expect(child.ready(10_000)).rejects.toThrow('Its last words:\n\nError: no such key')
  })

  it('does not wait for ever', async () => {
    const child = start('setInterval(() => {}, 1000)')
    await expect(child.ready(100)).rejects.toThrow('The example was not ready after 0.1 seconds.')
    await child.stop()
  })

  it('stops what it started in turn', async () => {
    const child = start(`
      import { spawn } from 'node:child_process'
      const { pid } = spawn('sleep', ['60'])
      console.log(JSON.stringify({ pid }))
      process.on('SIGTERM', () => process.exit(0))`)
    const grandchild = Number((await child.ready(10_000)).pid)
    expect(processIdentity(grandchild)).toBeDefined()
    await child.stop()
    expect(await waitUntilGone(grandchild, 2_000)).toBe(true)
  })

  it('ends by itself when we are gone', async () => {
    const module = JSON.stringify(new URL('./start-child.ts', import.meta.url).href)
    const parent = start(`
      import { startChild } from ${module}
      const args = ['--input-type=module', '--eval', 'setInterval(() => {}, 1000)']
      const { pid } = startChild({ name: 'x', args, env: process.env, log: '/dev/null' })
      console.log(JSON.stringify({ pid }))`)
    const orphan = Number((await parent.ready(10_000)).pid)
    process.kill(parent.pid, 'SIGKILL')
    expect(await waitUntilGone(orphan, 5_000)).toBe(true)
  })
})
