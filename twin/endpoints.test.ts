// Nobody learns from a table that is not true: endpoints.md against the operations of the package and what the twin answers.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { operations } from './kernel/stripe-table.ts'
import { createTestTwin } from './test-twin.ts'

type Row = { operation: string; address: string; state: string; page: string; differs: string }

const text = readFileSync(join(process.cwd(), 'twin/endpoints.md'), 'utf8')
const cells = text.split('\n').flatMap((line) => (line.startsWith('| `') ? [readCells(line)] : []))
const rows = cells.flatMap(([operation = '', address = '', state = '', page = '', differs = '']): Row[] =>
  operation.endsWith('.*') ? [] : [{ operation, address, state, page, differs }],
)
const absentResources = cells.flatMap(([name = '']) => (name.endsWith('.*') ? [name.slice(0, -1)] : []))

function readCells(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replace(/^`|`$/g, ''))
}

/** Two names of the package may share an address (`account`, `accounts`): it is absent when it is under both. */
function absentAddresses() {
  const stated = new Set(rows.filter(({ state }) => state !== 'absent').map(({ address }) => address))
  const addresses = new Map<string, string[]>()
  for (const { name, method, path } of operations) {
    const address = `${method} ${path}`
    if (!stated.has(address)) addresses.set(address, [...(addresses.get(address) ?? []), name])
  }
  return [...addresses].map(([address, names]) => ({ address, names }))
}

describe('the table of endpoints', () => {
  it('names every operation once', () => {
    const count = (name: string) =>
      rows.filter(({ operation }) => operation === name).length +
      absentResources.filter((resource) => name.startsWith(resource)).length
    expect(operations.map(({ name }) => name).filter((name) => count(name) !== 1)).toEqual([])
  })

  it('names none that the package does not have, each by its own address, state and page', () => {
    const known = new Map(operations.map(({ name, method, path }) => [name, `${method} ${path}`]))
    expect(rows.filter(({ operation, address }) => known.get(operation) !== address)).toEqual([])
    expect(rows.filter(({ state }) => !['faithful', 'simplified', 'absent'].includes(state))).toEqual([])
    expect(rows.filter(({ page }) => !/\]\(https:\/\/docs\.stripe\.com\/.+\)$/.test(page))).toEqual([])
  })

  it('says of what is simplified how it differs', () => {
    expect(rows.filter(({ state, differs }) => state === 'simplified' && differs === '')).toEqual([])
  })

  it('calls absent what is refused by its name', async () => {
    const { call } = createTestTwin()
    for (const { address, names } of absentAddresses()) {
      const [method = '', path = ''] = address.replace(/\{.+?\}/g, 'x').split(' ')
      const { status, body } = await call(method, path, method === 'POST' ? { body: '' } : {})
      expect([address, status, body.error?.code]).toEqual([address, 501, 'twin_not_played'])
      expect(names).toContain(/"(.+?)"/.exec(body.error.message)?.[1])
    }
  })

  it('calls nothing played that is refused as a whole', () => {
    const { account } = createTestTwin()
    const played = account.run({ kind: 'secret' }, ({ resources }) =>
      operations.filter(({ method, path, name }) => {
        const found = resources.calls.find(method, path.replace(/\{.+?\}/g, 'x'))?.value
        return found?.name === name && found.handler
      }),
    )
    const stated = rows.filter(({ state }) => state !== 'absent').map(({ operation }) => operation)
    expect(stated.sort()).toEqual(played.map(({ name }) => name).sort())
  })
})
