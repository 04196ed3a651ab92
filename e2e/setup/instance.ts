import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createTestDatabase } from '#lib/database/testing.ts'
import { findFreePort } from '#server/free-port.ts'
import { demoHandoff, demoHostUrl } from '#server/start/demo-handoff.ts'
import type { Child, Variables } from '#server/start/start-child.ts'
import { makeWebKey, startTwin, twinAsStripe } from '#server/start/start-twin.ts'
import { startWeb } from '#server/start/start-web.ts'
import { type ConnectedTwin, connectTwin } from '#twin/playwright/connect-twin.ts'
import { getSharedServers } from './shared-servers.ts'

/** A Portico of one's own: account in the twin, database, web process. */
export interface Portico {
  url: string
  databaseUrl: string
  /** The environment of its web process. */
  variables: Variables
  /** With the web's own log, `web.log`; a second instance's is in a folder named after its port. */
  logFolder: string
  twin: ConnectedTwin
  /** What the host app signs with. */
  handoff: { secret: string; issuer: string }
  /** Where a signed-out visit is sent; nobody answers there until `startHostApp`. */
  hostUrl: string
  startHostApp(): Promise<void>
  /** Another web process on the same database, for the same public origin unless it is told otherwise. @returns where it listens */
  startSecondInstance(differences?: Variables): Promise<string>
  stop(): Promise<void>
}

/**
 * @param name for the folder of its logs
 * @param account a fresh one when left out
 */
export async function startPortico(name: string, account?: ConnectedTwin): Promise<Portico> {
  const { twinBase, templateUrl, appUrl } = getSharedServers()
  const [twin, database, port, hostPort] = await Promise.all([
    account ?? connectTwin({ base: twinBase }),
    createTestDatabase(templateUrl, appUrl),
    findFreePort(),
    findFreePort(),
  ])
  const url = `http://localhost:${port}`
  const stripe = { base: twin.base, secretKey: twin.key, publishableKey: twin.publishableKey }
  const logFolder = join('test-results', 'servers', name)
  mkdirSync(logFolder, { recursive: true })
  const secret = randomBytes(32).toString('hex')
  const handoff = demoHandoff(
    { secrets: [secret], jwksUrl: undefined, issuer: undefined, hostSignInUrl: undefined },
    secret,
    hostPort,
  )
  const children: Child[] = []
  const join_ = (child: Child) => void children.push(child)

  const variables = {
    ...handoff,
    ...twinAsStripe(stripe, await makeWebKey(stripe)),
    PORTICO_URL: url,
    PORTICO_DATA: logFolder,
    DATABASE_URL: database.url,
    // Tests look at more pages in a minute than any person.
    PAGE_VIEWS_PER_MINUTE: '100000',
  }
  const startInstance = (instancePort: number, folder: string, differences: Variables = {}) =>
    startWeb({ variables: { ...variables, PORT: String(instancePort), ...differences }, logFolder: folder }, join_)
  await startInstance(port, logFolder)

  return {
    url,
    databaseUrl: database.url,
    variables,
    logFolder,
    twin,
    handoff: { secret, issuer: String(handoff.HANDOFF_ISSUER) },
    hostUrl: demoHostUrl(hostPort),
    startHostApp: async () => {
      const options = {
        port: hostPort,
        secretKey: twin.key,
        logFolder,
        variables: { ...handoff, PORTICO_URL: url, ACME_STRIPE_URL: twin.base },
      }
      await startTwin(options, join_)
    },
    startSecondInstance: async (differences) => {
      const instancePort = Number(differences?.PORT ?? (await findFreePort()))
      const folder = join(logFolder, String(instancePort))
      mkdirSync(folder, { recursive: true })
      return startInstance(instancePort, folder, differences)
    },
    stop: async () => {
      await Promise.all(children.map((child) => child.stop()))
      await database.drop()
    },
  }
}
