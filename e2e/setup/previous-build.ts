// The version from before the latest migration, taken from git and built, to serve beside this one.
import { execFileSync, spawnSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

export interface PreviousBuild {
  folder: string
  /** The migration that it does not know. */
  unknownMigration: string
  remove(): void
}

function git(...args: string[]): string | undefined {
  const { status, stdout } = spawnSync('git', args, { encoding: 'utf8' })
  return status === 0 && stdout.trim() !== '' ? stdout.trim() : undefined
}

/** The last commit without the latest migration; unknown where git, or the history, is not at hand. */
export function findPreviousVersion(): { commit: string; unknownMigration: string } | undefined {
  const unknownMigration = globSync('lib/database/migrations/*.sql').toSorted().at(-1) ?? ''
  const added = git('log', '--diff-filter=A', '--format=%H', '-1', '--', unknownMigration)
  const commit = added && git('rev-parse', '--verify', '--quiet', `${added}^{commit}~1`)
  return commit ? { commit, unknownMigration } : undefined
}

export function buildPreviousVersion({
  commit,
  unknownMigration,
}: {
  commit: string
  unknownMigration: string
}): PreviousBuild {
  mkdirSync('test-results', { recursive: true })
  const folder = resolve(mkdtempSync(join('test-results', 'previous-')))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    const sources = execFileSync('git', ['archive', commit], { maxBuffer: 1 << 30 })
    execFileSync('tar', ['-x', '-C', folder], { input: sources })
    execFileSync('cp', ['-al', 'node_modules', folder])
    execFileSync(process.execPath, ['server/build.ts'], { cwd: folder, stdio: 'pipe', timeout: 200_000 })
    return { folder, unknownMigration, remove }
  } catch (error) {
    remove()
    throw error
  }
}
