// Which route answers a path, by its pattern: what the log and the metrics may say of an address, since a path can hold an id or a token.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cspReportPath } from './csp-reports.ts'
import { healthPaths } from './health.ts'

export type NameRoute = (pathname: string) => string | undefined

const manifest = join('.next', 'app-path-routes-manifest.json')
const filePrefix = '/_next/static/'

/** The routes that the build knows. */
export function readBuiltRoutes(): string[] {
  return Object.values(JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, string>)
}

/** @param patterns as Next writes them: `/pay/[invoice]` */
export function createRouteNames(patterns: string[]): NameRoute {
  const plain = new Set([...patterns.filter((pattern) => !pattern.includes('[')), ...healthPaths, cspReportPath])
  const withParts = patterns
    .filter((pattern) => pattern.includes('['))
    .map((pattern) => ({ pattern, expression: expressionFor(pattern) }))

  return (pathname) => {
    if (pathname.startsWith(filePrefix)) return `${filePrefix}*`
    const path = pathname.replace(/(?<=.)\/$/, '')
    return plain.has(path) ? path : withParts.find(({ expression }) => expression.test(path))?.pattern
  }
}

function expressionFor(pattern: string): RegExp {
  const parts = pattern.split('/').map((segment) => {
    if (/^\[\[?\.\.\./.test(segment)) return '.*'
    return segment.startsWith('[') ? '[^/]+' : segment.replaceAll('.', '\\.')
  })
  return new RegExp(`^${parts.join('/')}$`)
}
