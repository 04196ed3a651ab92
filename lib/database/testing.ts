// Databases for tests: each a copy of one migrated template, made in milliseconds.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { type Connection, connect } from './connect.ts'

export interface TestDatabase extends Connection {
  /** The app's role. */
  url: string
  drop(): Promise<void>
}

/**
 * @param templateUrl the migrated template, as the role that owns it
 * @param appUrl any address of the app's role on the same server
 */
export async function createTestDatabase(templateUrl: string, appUrl: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const template = new URL(templateUrl).pathname.slice(1)
  await runOnServer(templateUrl, `create database ${name} template "${template}"`)
  const url = withDatabase(appUrl, name)
  const connection = connect(url, { maxConnections: 4 })
  const drop = async () => {
    await connection.close()
    await runOnServer(templateUrl, `drop database if exists ${name} with (force)`)
  }
  return { ...connection, url, drop }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

async function runOnServer(url: string, statement: string) {
  const client = new pg.Client({ connectionString: withDatabase(url, 'postgres') })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
