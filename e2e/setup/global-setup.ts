import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startTestPostgres } from '#server/postgres/start-test-postgres.ts'
import { buildPages } from '#server/start/build-pages.ts'
import { type Child, throwEnding } from '#server/start/start-child.ts'
import { startTwin } from '#server/start/start-twin.ts'
import { shareServers } from './shared-servers.ts'

/** One build, one Postgres and one twin for the whole run. @returns what ends them */
export default async function setUp(): Promise<() => Promise<void>> {
  const logFolder = join('test-results', 'servers')
  mkdirSync(logFolder, { recursive: true })
  await buildPages(join(logFolder, 'build.log'), async (build) => {
    const ending = await build.ended
    if (ending.code !== 0) throwEnding(ending)
  })
  const stops: (() => Promise<void>)[] = []
  const stopAll = async () => {
    for (const stop of stops.toReversed()) await stop()
  }
  try {
    const { templateUrl, appUrl, stop } = await startTestPostgres()
    stops.push(stop)
    const secretKey = `sk_test_${randomBytes(16).toString('hex')}`
    const twin = await startTwin({ port: 0, secretKey, logFolder, variables: {} }, (child: Child) =>
      stops.push(child.stop),
    )
    shareServers({ twinBase: twin.base, templateUrl, appUrl })
    return stopAll
  } catch (error) {
    await stopAll()
    throw error
  }
}
