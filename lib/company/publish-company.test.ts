import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listAudit } from '#lib/audit/list-audit.ts'
import { createTestServices, testScope as scope, type TestServices } from '#lib/testing.ts'
import { companySchema } from './company.ts'
import { getCompany } from './get-company.ts'
import { publishCompany } from './publish-company.ts'

let test: TestServices
beforeAll(async () => {
  test = await createTestServices()
})
afterAll(() => test.close())

const publish = (name: string, expectedRevision: number) =>
  publishCompany(test.services, {
    scope,
    actor: { kind: 'system' },
    request: null,
    expectedRevision,
    company: companySchema.parse({ name }),
  })

describe('publishCompany', () => {
  it('shows a second operator what the first one saved, and saves nothing of theirs', async () => {
    const outcomes = await Promise.all([publish('Acme', 0), publish('Acme Ltd', 0)])
    const winner = outcomes.findIndex(({ kind }) => kind === 'published') === 0 ? 'Acme' : 'Acme Ltd'
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['conflict', 'published'])
    expect(outcomes.find(({ kind }) => kind === 'conflict')).toMatchObject({
      current: { number: 1, content: { name: winner } },
    })
    expect(await getCompany(test.services, scope)).toMatchObject({ company: { name: winner }, revision: 1 })
    expect((await listAudit(test.services, { scope })).entries).toMatchObject([
      { action: 'company.published', after: { name: winner } },
    ])
  })

  it('keeps accounts and modes apart', async () => {
    expect(await getCompany(test.services, 'acct_test:live')).toMatchObject({
      company: { name: 'Your company' },
      revision: 0,
    })
  })
})
