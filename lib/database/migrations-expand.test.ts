// While a new version comes up, the one before it serves on the new schema: a migration adds, and takes nothing away.
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'

const name = `(?:"?public"?\\.)?"(?<table>\\w+)"`
const createTable = new RegExp(`^create (?:unlogged )?table (?:if not exists )?${name}`, 'i')
const addColumn = new RegExp(`^alter table ${name} add column (?<column>[^;]+)`, 'i')
const onTable = new RegExp(`^(?:alter table|create unique index "\\w+" on|create trigger \\w+ [^;]*? on) ${name}`, 'i')
const harmless = /^(create (index|function|or replace function|type|sequence)|comment on|grant|insert into)\b/i
/** A later migration may take away what two versions no longer use, and says so before each statement. */
const contract = /^-- contract: .{20}/

/** @returns what the version before may trip over */
function listRisks(sql: string): string[] {
  const statements = sql.split('--> statement-breakpoint').map((statement) => statement.trim().replace(/\s+/g, ' '))
  const own = statements
    .map((statement) => statement.match(createTable)?.groups?.table)
    .filter((table) => table !== undefined)
  return statements.filter((statement) => statement !== '' && !isSafe(statement, own)).map((risk) => risk.slice(0, 100))
}

function isSafe(statement: string, own: string[]): boolean {
  if (isSeveral(statement)) return false
  if (createTable.test(statement) || harmless.test(statement) || contract.test(statement)) return true
  const column = statement.match(addColumn)?.groups?.column
  if (column) return !/\bnot null\b/i.test(column) || /\bdefault\b/i.test(column)
  // Whatever is asked of a table that this very migration makes, no version before writes to it.
  return own.includes(statement.match(onTable)?.groups?.table ?? '')
}

/** One might hide behind another. */
const isSeveral = (statement: string) => /;./.test(statement.replace(/\$\$.*\$\$/, ''))

describe('every migration', () => {
  const files = globSync('lib/database/migrations/*.sql').toSorted()

  it('is looked at', () => expect(files.length).toBeGreaterThan(3))

  it.each(files.map((file) => [basename(file), file]))(
    '%s leaves what the version before uses as it was',
    (_name, file) => {
      expect(listRisks(readFileSync(file, 'utf8'))).toEqual([])
    },
  )
})

describe('listRisks', () => {
  it.each([
    'ALTER TABLE "members" DROP COLUMN "name";',
    'ALTER TABLE "members" RENAME COLUMN "name" TO "title";',
    'ALTER TABLE "members" ALTER COLUMN "name" SET NOT NULL;',
    'ALTER TABLE "members" ALTER COLUMN "name" SET DATA TYPE jsonb;',
    'ALTER TABLE "members" ADD COLUMN "name" text NOT NULL;',
    'ALTER TABLE "members" ADD CONSTRAINT "one" UNIQUE("name");',
    'CREATE UNIQUE INDEX "one" ON "members" USING btree ("name");',
    'DROP TABLE "members";',
    'TRUNCATE "members";',
    'CREATE TABLE "pets" ("id" uuid); DROP TABLE "members";',
    'UPDATE "members" SET "role" = 1;',
  ])('finds %s', (statement) => expect(listRisks(statement)).toHaveLength(1))

  it.each([
    'ALTER TABLE "members" ADD COLUMN "name" text;',
    `ALTER TABLE "members" ADD COLUMN "name" text DEFAULT '' NOT NULL;`,
    'CREATE INDEX "one" ON "members" USING btree ("name");',
    'CREATE TABLE "pets" ("id" uuid NOT NULL);--> statement-breakpoint\nCREATE UNIQUE INDEX "one" ON "pets" ("id");',
    '-- contract: nothing reads it since 0.3\nALTER TABLE "members" DROP COLUMN "name";',
  ])('lets %s pass', (statement) => expect(listRisks(statement)).toEqual([]))
})
