// The package as a company gets it: packed, installed into an empty project, and run by that project's own Playwright.
import { execFile } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { projectFiles } from './testing/sample-project.ts'

const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'twin-package-'))
const project = join(folder, 'project')
const minutes = 60_000

beforeAll(async () => {
  mkdirSync(join(project, 'tests'), { recursive: true })
  await npm('.', 'run', 'pack-twin', '--', '--pack-destination', folder)
  const [tarball = ''] = globSync(join(folder, '*.tgz'))
  for (const [name, content] of Object.entries(projectFiles(tarball))) writeFileSync(join(project, name), content)
  await npm(project, 'install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund')
}, 3 * minutes)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('brings neither Next nor Postgres', () => {
  const installed = globSync('{*,@*/*}/package.json', { cwd: join(project, 'node_modules') })
  expect(installed).toContain('@portico/stripe-twin/package.json')
  expect(installed.filter((name) => /^(next|pg|react|drizzle-orm|vitest)\//.test(name))).toEqual([])
})

it(
  'has types that a strict project compiles with',
  async () => {
    await run(join('node_modules', '.bin', 'tsc'), ['-p', project])
  },
  minutes,
)

it(
  'runs a billing test of ten lines, and attaches the ledger to one that fails',
  async () => {
    const report = await playwright()
    const passed = [
      'a plan is bought',
      'a card is replaced',
      'a card is saved',
      'nobody empties the account while others work',
    ]
    expect(report).toEqual([
      ...passed.map((title) => ({ title, status: 'passed', attachments: [] })),
      {
        title: 'a test that fails',
        status: 'failed',
        attachments: ['stripe-ledger.json', 'stripe-deliveries.json'],
      },
      { title: 'a failed renewal is past due', status: 'passed', attachments: [] },
    ])
  },
  2 * minutes,
)

function npm(cwd: string, ...args: string[]) {
  return run('npm', args, { cwd, timeout: 3 * minutes })
}

async function playwright() {
  const args = ['test', '--reporter=json']
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: 'report.json', FORCE_COLOR: '0' }
  await run(join(project, 'node_modules', '.bin', 'playwright'), args, {
    cwd: project,
    env,
    timeout: 2 * minutes,
  }).catch(() => {})
  const { suites, errors } = JSON.parse(readFileSync(join(project, 'report.json'), 'utf8'))
  expect(errors).toEqual([])
  const specs = suites.flatMap((suite: { specs: object[] }) => suite.specs)
  return specs.map(({ title, tests: [test] }: { title: string; tests: [{ results: [Result] }] }) => {
    const [{ status, attachments }] = test.results
    return { title, status, attachments: attachments.map(({ name }) => name).filter((name) => name.endsWith('.json')) }
  })
}

interface Result {
  status: string
  attachments: { name: string }[]
}
