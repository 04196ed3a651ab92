import { z } from 'zod'

const schema = z.object({ twinBase: z.url(), templateUrl: z.string(), appUrl: z.string() })

/** What every test file shares: the twin, and the Postgres whose template it copies. */
export type SharedServers = z.infer<typeof schema>

const variable = 'PORTICO_E2E_SERVERS'

/** Workers are processes of their own; the environment is what they inherit from the global setup. */
export function shareServers(servers: SharedServers): void {
  process.env[variable] = JSON.stringify(servers)
}

export function getSharedServers(): SharedServers {
  return schema.parse(JSON.parse(process.env[variable] ?? '{}'))
}
