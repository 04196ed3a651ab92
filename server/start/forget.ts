import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { placePostgres } from '../postgres/place-postgres.ts'
import { stopLeftover } from '../postgres/stop-leftover.ts'
import { demoMarker } from './demo-data.ts'
import { secretsFile } from './secrets.ts'
import { postgresFolder } from './start-database.ts'
import { twinStateFile } from './start-twin.ts'

/** `--fresh`: removes what Portico made in the data folder, by name, and nothing else that may lie there. */
export async function forgetEverything(dataFolder: string): Promise<void> {
  const { folder } = placePostgres(postgresFolder(dataFolder))
  await stopLeftover(join(folder, 'cluster'))
  rmSync(folder, { recursive: true, force: true })
  for (const file of [secretsFile, twinStateFile, demoMarker]) rmSync(join(dataFolder, file), { force: true })
}
