import { describe, expect, it } from 'vitest'
import { createReadiness } from './readiness.ts'
import { start } from './running-server.testing.ts'

describe('/readyz', () => {
  it('says what is not ready, and the process is alive all the same', async () => {
    const readiness = createReadiness({
      database: async () => ({ ok: true }),
      stripe: async () => ({ ok: false, detail: 'The key lacks rak_customer_session_write.' }),
      broken: async () => {
        throw new Error('password=hunter2')
      },
    })
    const origin = await start({ readiness })
    const answer = await fetch(`${origin}/readyz`)
    expect(answer.status).toBe(503)
    expect(await answer.json()).toEqual({
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
