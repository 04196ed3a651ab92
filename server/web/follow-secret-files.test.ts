import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EnvironmentError } from '#lib/env/environment-error.ts'
import type { Env } from '#lib/env.ts'
import { createTestServices, type TestServices } from '#lib/testing.ts'
import { followSecretFiles } from './follow-secret-files.ts'

const everyMs = 20
let test: TestServices
let next: () => Env
let stop: () => void

beforeEach(async () => {
  test = await createTestServices()
  next = () => test.services.env
  stop = followSecretFiles(test.services, { read: () => next(), everyMs })
})
afterEach(async () => {
  stop()
  await test.close()
})

const changed = (part: Partial<Env>) => {
  const env = { ...test.services.env, ...part }
  next = () => env
}

describe('followSecretFiles', () => {
  it('takes new hand-over secrets', async () => {
    changed({ handoff: { ...test.services.env.handoff, secrets: ['n'.repeat(32), 'o'.repeat(32)] } })
    await expect.poll(() => test.services.env.handoff.secrets.length).toBe(2)
  })

  it('keeps the old ones while the new ones cannot be read', async () => {
    const before = test.services.env
    next = () => {
      throw new EnvironmentError('STRIPE_SECRET_KEY is not a Stripe secret key.')
    }
    await sleep(5 * everyMs)
    expect(test.services.env).toBe(before)
    changed({ handoff: { ...before.handoff, secrets: ['n'.repeat(32)] } })
    await expect.poll(() => test.services.env.handoff.secrets).toEqual(['n'.repeat(32)])
  })

  it('takes nothing that only one look has seen', async () => {
    const before = test.services.env
    const written = ['n', 'new-secret-of-thirty-two-letters-x', 'new-secret-of-thirty-two-letters-xyz']
    const seen: string[] = []
    next = () => {
      const secret = written[Math.min(seen.length, written.length - 1)] ?? ''
      seen.push(test.services.env.handoff.secrets.join())
      return { ...before, handoff: { ...before.handoff, secrets: [secret] } }
    }
    await expect.poll(() => test.services.env.handoff.secrets).toEqual([written.at(-1)])
    expect(new Set(seen)).not.toContain(written[0])
    expect(new Set(seen)).not.toContain(written[1])
  })

  it('connects anew, and not to a database that does not answer', async () => {
    const { database, env } = test.services
    changed({ databaseUrl: 'postgres://nobody:x@127.0.0.1:1/nothing' })
    await sleep(5 * everyMs)
    expect(test.services.database).toBe(database)
    changed({ databaseUrl: `${env.databaseUrl}?application_name=portico_anew` })
    await expect.poll(() => test.services.database).not.toBe(database)
  })
})
