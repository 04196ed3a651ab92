import { sql } from 'drizzle-orm'
import { connect } from '#lib/database/connect.ts'
import type { HttpClient } from '../setup/http-client.ts'
import type { Portico } from '../setup/instance.ts'
import { query } from '../setup/open-services.ts'
import { signInOperator } from '../setup/operator.ts'
import { getSharedServers } from '../setup/shared-servers.ts'
import { expect, test } from '../setup/test.ts'

/** The role that may do everything to this instance's database. */
function connectAsOwner({ databaseUrl }: Portico) {
  const url = new URL(getSharedServers().templateUrl)
  url.pathname = new URL(databaseUrl).pathname
  return connect(url.href, { maxConnections: 2 })
}

async function saveCompany(operator: HttpClient, portico: Portico, name: string) {
  const [row] = await query(
    portico,
    sql`select coalesce(max(number), 0) as number from revisions where kind = 'company'`,
  )
  return operator.postForm('/admin/company/save', { revision: String(row?.number), name })
}

const listCompanies = (portico: Portico) =>
  query(portico, sql`select content->>'name' as name from revisions where kind = 'company' order by number`)
const listAudit = (portico: Portico) =>
  query(portico, sql`select * from audit_entries where action = 'company.published' order by id`)

test('a saved setting stands in the audit with who, what, from where and by which request', async ({ portico }) => {
  const operator = await signInOperator(portico)
  await saveCompany(operator, portico, 'Before')
  const answer = await saveCompany(operator, portico, 'After')
  expect(answer.status).toBe(303)
  const [person] = await query(portico, sql`select id, name from operators where email = 'owner@acme.example'`)
  expect((await listAudit(portico)).at(-1)).toMatchObject({
    actor_kind: 'operator',
    actor_id: person?.id,
    actor_name: person?.name,
    before: expect.objectContaining({ name: 'Before' }),
    after: expect.objectContaining({ name: 'After' }),
    ip: '127.0.0.1',
    request_id: answer.headers.get('x-request-id'),
  })
})

test('a process that dies between the setting and its audit row leaves neither', async ({ portico }) => {
  const operator = await signInOperator(portico)
  const before = [await listCompanies(portico), await listAudit(portico)]
  const owner = connectAsOwner(portico)
  try {
    const answer = await owner.database.transaction(async (transaction) => {
      // The setting is written; its audit row has to wait, and the connection ends while it does.
      await transaction.execute(sql`lock table audit_entries in share mode`)
      const saving = saveCompany(operator, portico, 'Never there')
      await expect
        .poll(async () => (await endWaiting(owner)).length, { message: 'the audit row waits', timeout: 4000 })
        .toBe(1)
      return saving
    })
    expect(answer.status).toBe(500)
  } finally {
    await owner.close()
  }
  expect([await listCompanies(portico), await listAudit(portico)]).toEqual(before)
  expect((await saveCompany(operator, portico, 'There again')).status).toBe(303)
})

/** Ends whoever waits to write to the audit. */
async function endWaiting({ database }: ReturnType<typeof connectAsOwner>) {
  const { rows } = await database.execute(
    sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like '%audit_entries%'`,
  )
  return rows
}

test('the app’s own role can neither change nor remove audit rows, nor the guard before them', async ({ portico }) => {
  const operator = await signInOperator(portico)
  await saveCompany(operator, portico, 'Kept')
  const before = await listAudit(portico)
  // Postgres grants nothing here, and calls that a warning.
  await query(portico, sql`grant update, delete on audit_entries to current_user`)
  const attempts = [
    sql`update audit_entries set actor_name = 'somebody else'`,
    sql`delete from audit_entries`,
    sql`truncate audit_entries`,
    sql`drop table audit_entries`,
    sql`alter table audit_entries disable trigger all`,
    sql`drop trigger audit_entries_are_final on audit_entries`,
    sql`create or replace function refuse_change() returns trigger language plpgsql as 'begin return new; end'`,
    sql`set session_replication_role = replica`,
    sql`update revisions set content = '{}'`,
    sql`delete from revisions`,
  ]
  for (const attempt of attempts) {
    const outcome = await query(portico, attempt).catch((error: { cause?: { code?: string } }) => error.cause?.code)
    expect(['42501', '0LP01']).toContain(Array.isArray(outcome) ? `went through: ${JSON.stringify(attempt)}` : outcome)
  }
  expect(await listAudit(portico)).toEqual(before)
})

test('the owner of the tables is stopped as well', async ({ portico }) => {
  const operator = await signInOperator(portico)
  await saveCompany(operator, portico, 'Kept')
  const owner = connectAsOwner(portico)
  try {
    for (const attempt of [sql`update audit_entries set actor_name = 'x'`, sql`delete from audit_entries`])
      await expect(owner.database.execute(attempt)).rejects.toThrow()
  } finally {
    await owner.close()
  }
})
