import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { replaceTwinKey } from './secrets.ts'
import { type Child, startChild, type Variables } from './start-child.ts'
import { twinStateFile } from './start-twin.ts'

export const demoMarker = 'demo-data'

/** Fills the twin and the database for a first look, once for a data folder. @returns whether it did so now */
export async function addDemoData(
  dataFolder: string,
  variables: Variables,
  runJob: (seed: Child) => Promise<void>,
): Promise<boolean> {
  const marker = join(dataFolder, demoMarker)
  if (existsSync(marker)) return false
  writeFileSync(marker, 'begun\n')
  const env = { ...process.env, ...variables }
  await runJob(startChild({ name: 'The demo data', args: ['demo/seed.ts'], env, log: join(dataFolder, 'demo.log') }))
  writeFileSync(marker, 'done\n')
  return true
}

/** Half of the demo data is worth nothing, and in the way of the whole: the next try goes to another account of the twin. */
export function forgetUnfinishedDemo(dataFolder: string): void {
  const marker = join(dataFolder, demoMarker)
  if (!existsSync(marker) || readFileSync(marker, 'utf8') === 'done\n') return
  replaceTwinKey(dataFolder)
  for (const file of [twinStateFile, demoMarker]) rmSync(join(dataFolder, file), { force: true })
}
