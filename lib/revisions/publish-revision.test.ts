import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEntries } from '#lib/database/tables/audit.ts'
import { revisions } from '#lib/database/tables/settings.ts'
import { createTestServices, type TestServices } from '#lib/testing.ts'
import { publishRevision } from './publish-revision.ts'

let test: TestServices
beforeAll(async () => {
  test = await createTestServices()
})
afterAll(() => test.close())

const actor = { kind: 'system' as const }
const publish = (scope: string, expectedRevision: number, content: object) =>
  publishRevision(test.services, {
    scope,
    kind: 'policy',
    expectedRevision,
    content,
    actor,
    request: { ip: '192.0.2.1', requestId: 'r1' },
  })

const auditOf = (scope: string) =>
  test.services.database.select().from(auditEntries).where(eq(auditEntries.scope, scope))
const revisionsOf = (scope: string) => test.services.database.select().from(revisions).where(eq(revisions.scope, scope))

describe('publishRevision', () => {
  it('numbers revisions one after the other, each with its audit row of before and after', async () => {
    expect(await publish('acct_1:test', 0, { a: 1 })).toEqual({ kind: 'published', revision: 1 })
    expect(await publish('acct_1:test', 1, { a: 2 })).toEqual({ kind: 'published', revision: 2 })
    expect(await auditOf('acct_1:test')).toMatchObject([
      { action: 'policy.published', before: null, after: { a: 1 }, ip: '192.0.2.1', requestId: 'r1' },
      { action: 'policy.published', before: { a: 1 }, after: { a: 2 } },
    ])
  })

  it('lets one of twenty at once through, and shows the others what is there', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, (_, index) => publish('acct_2:test', 0, { index })))
    expect(results.filter((result) => result.kind === 'published')).toHaveLength(1)
    const [row] = await revisionsOf('acct_2:test')
    for (const result of results)
      if (result.kind === 'conflict') expect(result.current).toMatchObject({ number: 1, content: row?.content })
    expect(await auditOf('acct_2:test')).toHaveLength(1)
  })

  it('saves nothing where nothing is different', async () => {
    await publish('acct_6:test', 0, { a: 1, b: [2] })
    expect(await publish('acct_6:test', 1, { b: [2], a: 1 })).toEqual({ kind: 'unchanged', revision: 1 })
    expect(await revisionsOf('acct_6:test')).toHaveLength(1)
    expect(await auditOf('acct_6:test')).toHaveLength(1)
  })

  it('refuses a number that skips ahead', async () => {
    expect(await publish('acct_3:test', 7, {})).toEqual({ kind: 'conflict', current: undefined })
    expect(await revisionsOf('acct_3:test')).toEqual([])
  })

  it('keeps neither when the audit row cannot be written', async () => {
    const broken = {
      scope: 'acct_4:test',
      kind: 'policy' as const,
      expectedRevision: 0,
      content: {},
      actor,
      request: { ip: '\0', requestId: 'r' },
    }
    await expect(publishRevision(test.services, broken)).rejects.toThrow()
    expect(await revisionsOf('acct_4:test')).toEqual([])
  })

  it('cannot be changed afterwards by the app', async () => {
    await publish('acct_5:test', 0, {})
    await expect(test.services.database.update(revisions).set({ content: {} })).rejects.toThrow()
    await expect(test.services.database.delete(revisions)).rejects.toThrow()
  })
})
