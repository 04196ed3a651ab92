import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestServices, type TestServices } from '#lib/testing.ts'
import { type AuditFilterFields, readFilterFields, toAuditFilter, toQuery } from './audit-filter.ts'
import { toCsvLine } from './csv.ts'
import { type ExportFormat, exportAudit } from './export-audit.ts'
import { listAudit } from './list-audit.ts'
import { writeAudit } from './write-audit.ts'

let test: TestServices
beforeAll(async () => {
  test = await createTestServices()
  await write('Dana', 'policy.published', 'policy 1')
  await write('Robin', 'override.saved', 'cus_100%')
  await write('=HYPERLINK("https://evil.example")', 'override.saved', 'cus_200')
})
afterAll(() => test.close())

const scope = 'acct_export:test'
const write = (name: string, action: string, subject: string) =>
  writeAudit(test.services.database, {
    scope,
    actor: { kind: 'operator', id: crypto.randomUUID(), name },
    request: { ip: '192.0.2.1', requestId: 'r1' },
    action,
    subject,
    before: null,
    after: { 'a "quoted" name': 'one\ntwo' },
  })

const filterOf = (query: Record<string, string | string[]>) => toAuditFilter(readFilterFields(query))

async function exportAll(format: ExportFormat, query: Record<string, string> = {}): Promise<string> {
  const parts: string[] = []
  for await (const part of exportAudit(test.services, { scope, filter: filterOf(query), format })) parts.push(part)
  return parts.join('')
}

describe('the filter of the audit', () => {
  const today = new Date().toISOString().slice(0, 10)
  it.each([
    [{}, 3],
    [{ action: 'override.saved' }, 2],
    [{ actor: 'dan' }, 1],
    [{ subject: 'CUS_' }, 2],
    [{ subject: '%' }, 1],
    [{ actor: "' or true --" }, 0],
    [{ first_day: today, last_day: today }, 3],
    [{ first_day: '2000-01-01', last_day: '2000-01-31' }, 0],
    [{ first_day: 'yesterday', action: '<script>' }, 3],
    [{ action: ['override.saved', 'policy.published'] }, 3],
  ] as [Record<string, string | string[]>, number][])('%j finds %i', async (query, count) => {
    expect((await listAudit(test.services, { scope, filter: filterOf(query) })).entries).toHaveLength(count)
  })

  it('stands in the address as it was given', () => {
    const fields: AuditFilterFields = { ...readFilterFields({}), actor: 'A & B', first_day: '2027-03-01' }
    const query = toQuery(fields, { before: '7' })
    expect(query).toBe('actor=A+%26+B&first_day=2027-03-01&before=7')
    expect(readFilterFields(Object.fromEntries(new URLSearchParams(query)))).toEqual(fields)
  })
})

describe('exportAudit', () => {
  it('gives JSON of what the filter finds', async () => {
    expect(JSON.parse(await exportAll('json', { actor: 'Dana' }))).toMatchObject([
      { actor: 'Dana', action: 'policy.published', after: { 'a "quoted" name': 'one\ntwo' }, request_id: 'r1' },
    ])
    expect(JSON.parse(await exportAll('json', { actor: 'Nobody' }))).toEqual([])
  })

  it('gives CSV in which no cell is a formula', async () => {
    const csv = await exportAll('csv')
    expect(csv.split('\r\n')[0]).toBe(
      '"id","at","actor_kind","actor","actor_id","action","subject","ip","request_id","before","after"',
    )
    expect(csv).toContain(`"'=HYPERLINK(""https://evil.example"")"`)
    expect(csv).toContain('"{""a \\""quoted\\"" name"":""one\\ntwo""}"')
    expect(csv.split('\r\n')).toHaveLength(5)
  })

  it('goes on over the pages of the database', async () => {
    const many = 'acct_export_many:test'
    const { database } = test.services
    await database.transaction(async (transaction) => {
      for (let number = 0; number < 1_001; number += 1)
        await writeAudit(transaction, {
          scope: many,
          actor: { kind: 'system' },
          request: null,
          action: 'a.b',
          subject: String(number),
          before: null,
          after: null,
        })
    })
    let lines = 0
    for await (const _ of exportAudit(test.services, { scope: many, filter: filterOf({}), format: 'csv' })) lines += 1
    expect(lines).toBe(1_002)
  })
})

describe('toCsvLine', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '|cmd', '%0A=1'])(
    'takes the formula out of %j',
    (cell) => {
      expect(toCsvLine([cell])).toBe(`"'${cell}"\r\n`)
    },
  )

  it('leaves everything else as it is', () => {
    expect(toCsvLine(['a', 'b "c"', 'd,e', '2027-03-01', ''])).toBe('"a","b ""c""","d,e","2027-03-01",""\r\n')
  })
})
