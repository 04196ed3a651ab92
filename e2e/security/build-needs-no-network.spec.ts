import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'

const withoutNetwork = ['--map-root-user', '--net']
const canCutTheNetwork = spawnSync('unshare', [...withoutNetwork, 'true']).status === 0

test('the pages are built on a machine that reaches nobody', () => {
  test.skip(!canCutTheNetwork, 'Needs `unshare --map-root-user --net`, which this machine does not offer.')
  test.setTimeout(240_000)
  mkdirSync('test-results', { recursive: true })
  // Within the repository, so that the packages can be linked rather than copied.
  const folder = mkdtempSync(join('test-results', 'offline-'))
  try {
    const sources = ['app', 'components', 'lib', 'messages', 'scripts', 'server', 'node_modules']
    const files = ['next.config.js', 'package.json', 'package-lock.json', 'tsconfig.json']
    execFileSync('cp', ['-al', ...sources, ...files, folder])
    const isCut = spawnSync('unshare', [
      ...withoutNetwork,
      'node',
      '-e',
      'fetch("https://registry.npmjs.org").catch(() => process.exit(7))',
    ])
    expect(isCut.status).toBe(7)

    const build = spawnSync('unshare', [...withoutNetwork, process.execPath, 'server/build.ts'], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 200_000,
    })
    expect(build.stdout + build.stderr).toContain('The pages are built.')
    expect(existsSync(join(folder, '.next', 'BUILD_ID'))).toBe(true)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
