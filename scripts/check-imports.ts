import { globSync, readFileSync } from 'node:fs'
import { findCircles } from './imports/find-circles.ts'
import { findViolations } from './imports/find-violations.ts'
import { folders } from './imports/rules.ts'

const paths = globSync(`{${Object.keys(folders).join(',')}}/**/*.{ts,tsx}`, {
  exclude: ['**/node_modules/**', '**/generated/**'],
})
const sources = new Map(paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(path, 'utf8')]))
const violations = findViolations(sources)
const circles = findCircles(sources)
for (const { path, line, reason } of violations) console.error(`${path}:${line} ${reason}`)
for (const circle of circles) console.error(`${circle[0]} imports itself: ${circle.join(' → ')}`)
if (violations.length || circles.length) process.exitCode = 1
else console.log(`${sources.size} files import only what they may, and none in a circle`)
