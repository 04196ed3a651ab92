import { dirname, join } from 'node:path/posix'
import { readImports } from './read-imports.ts'
import {
  environmentReaders,
  folders,
  isTest,
  mayUseEveryNoun,
  nounsUsedBy,
  openToEveryNoun,
  packageRules,
  withoutNouns,
} from './rules.ts'

export interface Violation {
  path: string
  line: number
  reason: string
}

/** @param sources the text of each file by its path from the root, with forward slashes */
export function findViolations(sources: Map<string, string>): Violation[] {
  const found = [...sources].flatMap(([path, source]) => {
    if (isTest(path)) return []
    const { imports, environmentReads } = readImports(path, source)
    const wrong = imports.map(({ specifier, isTypeOnly, line }) => ({
      path,
      line,
      reason: judgeImport(path, specifier, isTypeOnly),
    }))
    const reads = environmentReaders.test(path) ? [] : environmentReads
    const read = reads.map((line) => ({ path, line, reason: 'reads process.env, which only lib/env.ts may' }))
    return [...wrong.filter(hasReason), ...read]
  })
  return [...found, ...findCircle()]
}

function hasReason(violation: { reason: string | undefined }): violation is Violation {
  return violation.reason !== undefined
}

function judgeImport(path: string, specifier: string, isTypeOnly: boolean): string | undefined {
  if (specifier.endsWith('.json')) return undefined
  if (specifier.startsWith('.')) return judgeFile(path, join(dirname(path), specifier), isTypeOnly, true)
  if (specifier.startsWith('#')) return judgeFile(path, specifier.slice(1), isTypeOnly, false)
  return judgePackage(path, specifier, isTypeOnly)
}

function judgePackage(path: string, name: string, isTypeOnly: boolean): string | undefined {
  const rule = packageRules.find(({ packages }) => packages.test(name))
  if (!rule || rule.within.test(path) || (isTypeOnly && rule.typesWithin?.test(path))) return undefined
  return `imports the package ${name}, which is not for ${ownerOf(path)}`
}

function judgeFile(from: string, to: string, isTypeOnly: boolean, isRelative: boolean): string | undefined {
  if (isRelative && ownerOf(from) !== ownerOf(to)) return `imports ${to} by ./ across folders: use #${to}`
  if (topOf(from) !== topOf(to)) {
    const allowed = folders[topOf(from)]?.some((folder) => allows(folder, to, isTypeOnly))
    return allowed ? undefined : `imports ${to}, but ${topOf(from)} may not import ${topOf(to)}`
  }
  return topOf(from) === 'lib' ? judgeNoun(nounOf(from), nounOf(to), to) : undefined
}

function allows(folder: string, to: string, isTypeOnly: boolean): boolean {
  const [name = '', typesAlone] = folder.split(' ')
  return to.startsWith(`${name}/`) && (!typesAlone || isTypeOnly)
}

function judgeNoun(from: string, to: string, path: string): string | undefined {
  if (from === to || openToEveryNoun.includes(to) || mayUseEveryNoun.includes(from)) return undefined
  if (withoutNouns.includes(from)) return `imports ${path}, but lib/${from} knows no noun`
  if (nounsUsedBy[from]?.includes(to)) return undefined
  return `imports ${path}, but lib/${from} may not use lib/${to} (scripts/imports/rules.ts has the table)`
}

/** The table itself must not allow a circle. */
function findCircle(): Violation[] {
  const follow = (noun: string, trail: string[]): string[] | undefined => {
    if (trail.includes(noun)) return [...trail, noun]
    return nounsUsedBy[noun]?.map((next) => follow(next, [...trail, noun])).find(Boolean)
  }
  const circle = Object.keys(nounsUsedBy)
    .map((noun) => follow(noun, []))
    .find(Boolean)
  if (!circle) return []
  return [{ path: 'scripts/imports/rules.ts', line: 1, reason: `allows a circle: ${circle.join(' → ')}` }]
}

function topOf(path: string): string {
  return path.split('/')[0] ?? path
}

/** In lib/ a noun's folder, or a file at its top. */
function nounOf(path: string): string {
  return path.split('/')[1] ?? path
}

function ownerOf(path: string): string {
  return topOf(path) === 'lib' ? `lib/${nounOf(path)}` : topOf(path)
}
