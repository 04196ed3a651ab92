import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestServices, type TestServices } from '#lib/testing.ts'
import { createOperatorLink } from './create-operator-link.ts'
import { endOperatorLogin } from './end-operator-login.ts'
import { enterByLink } from './enter-by-link.ts'
import { findOperatorLink } from './find-operator-link.ts'
import { findOperatorLogin } from './find-operator-login.ts'

let test: TestServices
beforeAll(async () => {
  test = await createTestServices()
})
afterAll(() => test.close())

const request = { ip: '192.0.2.1', requestId: 'r1' }

async function createLink(email: string) {
  const { url } = await createOperatorLink(test.services, { email, role: 'editor' })
  return url.split('/').at(-1) ?? ''
}

const enter = (token: string, previousLogin?: string) => enterByLink(test.services, { token, previousLogin, request })

/** The same services some minutes later. */
const later = (minutes: number) => ({ ...test.services, now: () => new Date(Date.now() + minutes * 60_000) })

describe('createOperatorLink', () => {
  it('makes the operator once, whatever the case of the address, and keeps the role', async () => {
    await createLink('Dana@acme.example')
    const again = await createOperatorLink(test.services, { email: 'dana@acme.example ', role: 'owner' })
    expect(again.role).toBe('editor')
    const { rows } = await test.services.database.execute(
      sql`select email, role from operators where email ilike 'dana%'`,
    )
    expect(rows).toEqual([{ email: 'dana@acme.example', role: 'editor' }])
  })

  it('keeps no token', async () => {
    const token = await createLink('hash@acme.example')
    const { rows } = await test.services.database.execute(sql`select operator_links::text as row from operator_links`)
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  it('refuses an operator who was disabled', async () => {
    await createLink('gone@acme.example')
    await test.services.database.execute(
      sql`update operators set disabled_at = now() where email = 'gone@acme.example'`,
    )
    await expect(createLink('gone@acme.example')).rejects.toMatchObject({ code: 'operator_disabled' })
  })
})

describe('enterByLink', () => {
  it('lets one of twenty in, when they come at once', async () => {
    const token = await createLink('twenty@acme.example')
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => enter(token)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'link_used_or_expired' })
    const { rows } = await test.services.database.execute(
      sql`select count(*)::int from audit_entries where action = 'operator.signed_in' and subject = 'twenty@acme.example'`,
    )
    expect(rows).toEqual([{ count: 1 }])
  })

  it('is not used up by looking', async () => {
    const { url, expiresAt } = await createOperatorLink(test.services, {
      email: 'scanner@acme.example',
      role: 'editor',
    })
    const token = url.split('/').at(-1) ?? ''
    const scanner = { email: 'scanner@acme.example', linkExpiresAt: expiresAt }
    expect(await findOperatorLink(test.services, token)).toMatchObject(scanner)
    expect(await findOperatorLink(test.services, token)).toMatchObject(scanner)
    await enter(token)
    expect(await findOperatorLink(test.services, token)).toBeUndefined()
  })

  it('works up to 15 minutes', async () => {
    const token = await createLink('late@acme.example')
    const tooLate = enterByLink(later(15.1), { token, previousLogin: undefined, request })
    await expect(tooLate).rejects.toMatchObject({ code: 'link_used_or_expired' })
    await expect(enterByLink(later(14.9), { token, previousLogin: undefined, request })).resolves.toBeTruthy()
  })

  it('refuses a token that nobody made', async () => {
    await expect(enter('nobody-made-this')).rejects.toMatchObject({ code: 'link_used_or_expired' })
  })

  it('ends the login that the browser had before', async () => {
    const first = await enter(await createLink('twice@acme.example'))
    const second = await enter(await createLink('twice@acme.example'), first)
    expect(second).not.toBe(first)
    expect(await findOperatorLogin(test.services, first)).toBeUndefined()
    expect(await findOperatorLogin(test.services, second)).toBeDefined()
  })
})

describe('findOperatorLogin', () => {
  it('has the role of this moment', async () => {
    const login = await enter(await createLink('role@acme.example'))
    expect(await findOperatorLogin(test.services, login)).toMatchObject({ operator: { role: 'editor' } })
    await test.services.database.execute(sql`update operators set role = 'viewer' where email = 'role@acme.example'`)
    expect(await findOperatorLogin(test.services, login)).toMatchObject({ operator: { role: 'viewer' } })
    await test.services.database.execute(
      sql`update operators set disabled_at = now() where email = 'role@acme.example'`,
    )
    expect(await findOperatorLogin(test.services, login)).toBeUndefined()
  })

  it('ends after 30 idle minutes', async () => {
    const login = await enter(await createLink('idle@acme.example'))
    expect(await findOperatorLogin(later(29), login)).toBeDefined()
    expect(await findOperatorLogin(later(58), login)).toBeDefined()
    expect(await findOperatorLogin(later(89), login)).toBeUndefined()
  })

  it('ends after 12 hours, however busy', async () => {
    const login = await enter(await createLink('busy@acme.example'))
    for (let minutes = 20; minutes < 12 * 60; minutes += 20)
      expect(await findOperatorLogin(later(minutes), login)).toBeDefined()
    expect(await findOperatorLogin(later(12 * 60 + 1), login)).toBeUndefined()
  })

  it('finds nobody after signing out', async () => {
    const login = await enter(await createLink('out@acme.example'))
    await endOperatorLogin(test.services, login)
    expect(await findOperatorLogin(test.services, login)).toBeUndefined()
  })
})
