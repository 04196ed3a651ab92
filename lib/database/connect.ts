// The door to Postgres: the only place, with migrate.ts and testing.ts, that knows the driver.
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { announceQueries } from './announce-queries.ts'

export type Database = NodePgDatabase
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]
/** What a query needs: it runs the same alone and inside a transaction. */
export type Queryable = Database | Transaction

const statementTimeoutMs = 5_000
const connectTimeoutMs = 3_000

export interface Connection {
  database: Database
  close(): Promise<void>
}

export function connect(url: string, options: { maxConnections?: number } = {}): Connection {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: statementTimeoutMs,
    application_name: 'portico',
  })
  // Without a listener a connection that Postgres closes while idle ends the whole process.
  pool.on('error', () => {})
  announceQueries(pool)
  pool.on('connect', announceQueries)
  return { database: drizzle(pool, { casing: 'snake_case' }), close: () => pool.end() }
}
