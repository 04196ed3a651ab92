import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { processIdentity, signal } from '../process-identity.ts'
import { type Postgres, startPostgres } from './start-postgres.ts'

const folder = mkdtempSync(join(tmpdir(), 'portico-postgres-'))
const passwords = { superuser: 'for-the-superuser', owner: 'for-the-owner', app: 'for-the-app' }
const start = () => startPostgres({ folder, passwords })
let last: Postgres | undefined

afterAll(async () => {
  await last?.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function query(url: string, sql: string) {
  const client = new Client(url)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

describe('startPostgres', { timeout: 60_000 }, () => {
  it('keeps what was committed, over a stop and over a kill -9', async () => {
    const first = await start()
    await query(first.ownerUrl, 'create table kept (word text)')
    await query(first.ownerUrl, "insert into kept values ('one')")
    await first.stop()

    const second = await start()
    await query(second.ownerUrl, "insert into kept values ('two')")
    signal(second.pid, 'SIGKILL')
    await second.ended

    last = await start()
    expect(await query(last.ownerUrl, 'select word from kept order by 1')).toEqual([{ word: 'one' }, { word: 'two' }])
  })

  it('takes the place of a Postgres whose starter was killed', async () => {
    await last?.stop()
    const script = `
      import { startPostgres } from ${JSON.stringify(new URL('./start-postgres.ts', import.meta.url).href)}
      const { pid } = await startPostgres(${JSON.stringify({ folder, passwords })})
      console.log(pid)
      process.kill(process.pid, 'SIGKILL')`
    const killed = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script])
    const { stdout } = await killed.catch((error: { stdout: string }) => error)
    expect(processIdentity(Number(stdout))).toBeDefined()

    last = await start()
    expect(processIdentity(Number(stdout))).toBeUndefined()
    expect(await query(last.appUrl, 'select current_user as name')).toEqual([{ name: 'portico_app' }])
  })

  it('lets nobody in without the password', async () => {
    last ??= await start()
    const guess = last.appUrl.replace(passwords.app, 'a-guess')
    await expect(query(guess, 'select 1')).rejects.toMatchObject({ code: '28P01' })
    await expect(query(guess.replace(':a-guess', ''), 'select 1')).rejects.toThrow()
  })
})
