import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestServices, type TestServices, testScope } from '#lib/testing.ts'
import { auditPageSize, listAudit } from './list-audit.ts'
import { writeAudit } from './write-audit.ts'

let test: TestServices
beforeAll(async () => {
  test = await createTestServices()
})
afterAll(() => test.close())

const entry = (subject: string, scope = testScope) => ({
  scope,
  actor: { kind: 'operator', id: crypto.randomUUID(), name: 'Dana' } as const,
  request: { ip: '192.0.2.1', requestId: 'r1' },
  action: 'policy.published',
  subject,
  before: { on: false },
  after: { on: true },
})

describe('writeAudit', () => {
  it('says who, what, from where, before and after', async () => {
    await writeAudit(test.services.database, entry('one', 'acct_one:test'))
    const { entries } = await listAudit(test.services, { scope: 'acct_one:test' })
    expect(entries).toMatchObject([
      {
        actorKind: 'operator',
        actorName: 'Dana',
        action: 'policy.published',
        subject: 'one',
        before: { on: false },
        after: { on: true },
        ip: '192.0.2.1',
        requestId: 'r1',
      },
    ])
  })

  it('leaves no row of a transaction that fails', async () => {
    const failing = test.services.database.transaction(async (transaction) => {
      await writeAudit(transaction, entry('lost', 'acct_lost:test'))
      throw new Error('killed in between')
    })
    await expect(failing).rejects.toThrow('killed')
    expect((await listAudit(test.services, { scope: 'acct_lost:test' })).entries).toEqual([])
  })
})

describe('the audit rows', () => {
  it.each([
    sql`update audit_entries set action = 'nothing'`,
    sql`delete from audit_entries`,
    sql`truncate audit_entries`,
    sql`alter table audit_entries disable trigger all`,
    sql`drop table audit_entries`,
  ])('are out of the app’s reach, try %#', async (statement) => {
    await writeAudit(test.services.database, entry('kept', 'acct_kept:test'))
    await expect(test.services.database.execute(statement)).rejects.toMatchObject({ cause: { code: '42501' } })
    expect((await listAudit(test.services, { scope: 'acct_kept:test' })).entries.length).toBeGreaterThan(0)
  })
})

describe('listAudit', () => {
  it('gives pages, the latest first, of one account and mode alone', async () => {
    const scope = 'acct_many:test'
    await writeAudit(test.services.database, entry('foreign', 'acct_many:live'))
    for (let number = 1; number <= auditPageSize + 2; number += 1)
      await writeAudit(test.services.database, entry(String(number), scope))

    const first = await listAudit(test.services, { scope })
    expect(first.entries).toHaveLength(auditPageSize)
    expect(first.entries[0]?.subject).toBe(String(auditPageSize + 2))
    const second = await listAudit(test.services, { scope, beforeId: first.olderThan })
    expect(second.entries.map(({ subject }) => subject)).toEqual(['2', '1'])
    expect(second.olderThan).toBeUndefined()
  })
})
