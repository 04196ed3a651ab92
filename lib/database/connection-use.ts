import type pg from 'pg'
import type { Database } from './connect.ts'

export interface ConnectionUse {
  busy: number
  idle: number
  /** Queries that wait for a connection, since all of the pool are busy. */
  waiting: number
}

export function getConnectionUse(database: Database): ConnectionUse {
  const { totalCount, idleCount, waitingCount } = (database as Database & { $client: pg.Pool }).$client
  return { busy: totalCount - idleCount, idle: idleCount, waiting: waitingCount }
}
