import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allResources } from './all-resources.ts'

const readme = readFileSync(join(process.cwd(), 'twin/README.md'), 'utf8')
const calls = allResources
  .flatMap(({ controls = {}, internal = {} }) => [...Object.keys(controls), ...Object.keys(internal)])
  .filter((call) => call.includes(' /_twin/'))

describe('twin/README.md', () => {
  it.each(calls)('describes %s', (call) => {
    const [method = '', path = ''] = call.split(' ')
    const named = path.replace('{id}', ':id')
    const row = readme.split('\n').find((line) => line.includes(`${named}\``) && line.startsWith('|'))
    expect(row ?? '', `the row of ${path}`).toContain(method)
  })
})
