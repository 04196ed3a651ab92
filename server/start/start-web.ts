import { join } from 'node:path'
import { z } from 'zod'
import { type Child, startChild, type Variables } from './start-child.ts'

export interface WebOptions {
  variables: Variables
  logFolder: string
  isDev?: boolean
}

const readyWithinMilliseconds = 60_000
const readyLine = z.object({ ready: z.literal(true), url: z.url() })

/** Starts our HTTP server around Next. @returns the address where it listens */
export async function startWeb(
  { variables, logFolder, isDev = false }: WebOptions,
  onStart: (web: Child) => void,
): Promise<string> {
  // The address of the database's owner is not for a process that serves requests.
  const { MIGRATION_DATABASE_URL: _, MIGRATION_DATABASE_URL_FILE: _file, ...inherited } = process.env
  const web = startChild({
    name: 'The web',
    args: ['server/web.ts', ...(isDev ? ['--dev'] : [])],
    env: { ...inherited, ...variables, NODE_ENV: isDev ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' },
    log: join(logFolder, 'web.log'),
    isShown: isDev,
  })
  onStart(web)
  return readyLine.parse(await web.ready(readyWithinMilliseconds)).url
}
