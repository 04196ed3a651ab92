import { dirname, join } from 'node:path/posix'
import { readImports } from './read-imports.ts'

/**
 * Files that need each other before either has run. Types are gone by then, so they do not count.
 * @param sources the text of each file by its path from the root, with forward slashes
 * @returns each circle as the paths along it, the first once more at the end
 */
export function findCircles(sources: Map<string, string>): string[][] {
  const targets = new Map([...sources].map(([path, source]) => [path, listTargets(path, source)]))
  const circles: string[][] = []
  const done = new Set<string>()
  const trail: string[] = []
  const follow = (path: string) => {
    const start = trail.indexOf(path)
    if (start >= 0) circles.push([...trail.slice(start), path])
    if (start >= 0 || done.has(path)) return
    trail.push(path)
    for (const target of targets.get(path) ?? []) follow(target)
    trail.pop()
    done.add(path)
  }
  for (const path of sources.keys()) follow(path)
  return circles
}

function listTargets(path: string, source: string): string[] {
  return readImports(path, source)
    .imports.filter(({ specifier, isTypeOnly }) => !isTypeOnly && /^[.#]/.test(specifier))
    .map(({ specifier }) => (specifier.startsWith('#') ? specifier.slice(1) : join(dirname(path), specifier)))
}
