import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Child, startChild, type Variables } from './start-child.ts'

export const demoMarker = 'demo-data'

/** Fills the twin and the database for a first look, once for a data folder. @returns whether it did so now */
export async function addDemoData(
  dataFolder: string,
  variables: Variables,
  runJob: (seed: Child) => Promise<void>,
): Promise<boolean> {
  const marker = join(dataFolder, demoMarker)
  if (existsSync(marker)) return false
  await runJob(
    startChild({
      name: 'The demo data',
      args: ['demo/seed.ts'],
      env: { ...process.env, ...variables },
      log: join(dataFolder, 'demo.log'),
    }),
  )
  writeFileSync(marker, `${new Date().toISOString()}\n`)
  return true
}
