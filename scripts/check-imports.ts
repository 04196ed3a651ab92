import { globSync, readFileSync } from 'node:fs'
import { findViolations } from './imports/find-violations.ts'
import { folders } from './imports/rules.ts'

const paths = globSync(`{${Object.keys(folders).join(',')}}/**/*.{ts,tsx}`, {
  exclude: ['**/node_modules/**', '**/generated/**'],
})
const sources = new Map(paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(path, 'utf8')]))
const violations = findViolations(sources)
for (const { path, line, reason } of violations) console.error(`${path}:${line} ${reason}`)
if (violations.length) process.exitCode = 1
else console.log(`${sources.size} files import only what they may`)
