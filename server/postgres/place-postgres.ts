import { createHash } from 'node:crypto'
import { chmodSync, chownSync, mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { canReach, findPostgresUser, type PostgresUser } from './postgres-user.ts'

export interface PostgresPlace {
  /** Holds the cluster, its log and, where needed, a copy of the binaries. */
  folder: string
  user: PostgresUser | undefined
  /** The wanted folder was out of reach for the user who runs Postgres, so this is another. */
  isElsewhere: boolean
}

/** Finds where the data can live, and makes the folder. A clone under /root is out of reach for the user whom root has to take. */
export function placePostgres(wanted: string): PostgresPlace {
  const user = findPostgresUser()
  mkdirSync(wanted, { recursive: true })
  if (!user || openFor(user, wanted)) return { folder: wanted, user, isElsewhere: false }

  const name = createHash('sha256').update(realpathSync(wanted)).digest('hex').slice(0, 12)
  const folder = join('/var/lib', `portico-${name}`)
  mkdirSync(folder, { recursive: true })
  openFor(user, folder)
  return { folder, user, isElsewhere: true }
}

function openFor(user: PostgresUser, folder: string): boolean {
  chownSync(folder, user.uid, user.gid)
  chmodSync(folder, 0o700)
  return canReach(user, '-x', folder)
}
