import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Child, startChild } from './start-child.ts'

const marker = join('.next', 'portico-build')
const sources = [
  '{app,components,lib,messages}/**/*',
  'next.config.js',
  'package-lock.json',
  'package.json',
  'tsconfig.json',
]
const without = ['**/*.test.{ts,tsx}', '**/*.sql']

/** Builds the pages, unless the last build was of the very same sources. @returns whether it had to */
export async function buildPages(log: string, runJob: (build: Child) => Promise<void>): Promise<boolean> {
  if (hasBuiltPages()) return false
  const wanted = hashSources()
  // A build on top of one that failed fails too, in Next's own pages.
  rmSync('.next', { recursive: true, force: true })
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } as const
  await runJob(startChild({ name: 'The build', args: [next, 'build'], env, log }))
  writeFileSync(marker, wanted)
  return true
}

/** Whether there is a build, of the very sources that lie here. */
export function hasBuiltPages(): boolean {
  return existsSync(marker) && readFileSync(marker, 'utf8') === hashSources()
}

function hashSources(): string {
  const hash = createHash('sha256').update(process.versions.node)
  const files = globSync(sources, { exclude: without, withFileTypes: true }).filter((entry) => entry.isFile())
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).sort())
    hash.update(path).update('\0').update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}
