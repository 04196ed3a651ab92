import { describe, expect, it } from 'vitest'
import { registerReadinessCheck } from '#lib/web/readiness.ts'
import { start } from './running-server.testing.ts'

describe('/readyz', () => {
  it('says what is not ready, and the process is alive all the same', async () => {
    registerReadinessCheck('database', async () => ({ ok: true }))
    registerReadinessCheck('stripe', async () => ({ ok: false, detail: 'The key lacks rak_customer_session_write.' }))
    registerReadinessCheck('broken', async () => {
      throw new Error('password=hunter2')
    })
    const origin = await start()
    const readiness = await fetch(`${origin}/readyz`)
    expect(readiness.status).toBe(503)
    expect(await readiness.json()).toEqual({
      ok: false,
      draining: false,
      checks: [
        { name: 'database', ok: true },
        { name: 'stripe', ok: false, detail: 'The key lacks rak_customer_session_write.' },
        { name: 'broken', ok: false, detail: 'failed' },
      ],
    })
    expect((await fetch(`${origin}/livez`)).status).toBe(200)
  })
})
