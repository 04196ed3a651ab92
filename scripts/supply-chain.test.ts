// What is installed is what the lockfile says, runs no code while it is installed, and is no older than its last known hole.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

/** Raised with every advisory that touches us: what comes before has a known hole, or was never tried. */
const floors: Record<string, string> = {
  next: '16.4.6',
  react: '19.3.1',
  'react-dom': '19.3.1',
  stripe: '23.1.0',
  jose: '6.2.17',
  pg: '8.23.1',
  '@simplewebauthn/server': '14.0.3',
}

const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      link: z.boolean().optional(),
    }),
  ),
})
const { packages } = lockfile.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))
const others = Object.entries(packages).filter(([path]) => path !== '')

function isAtLeast(version: string, floor: string): boolean {
  const [ours = [], least = []] = [version, floor].map((text) => text.split('.').map(Number))
  const difference = least.findIndex((part, index) => part !== ours[index])
  return difference < 0 || (ours[difference] ?? 0) > (least[difference] ?? 0)
}

describe('package-lock.json', () => {
  it('names every package by a hash of its bytes, from npm’s registry', () => {
    expect(others.length).toBeGreaterThan(200)
    for (const [path, { integrity, resolved, link }] of others) {
      expect(link, path).toBeUndefined()
      expect(integrity, path).toMatch(/^sha512-[\w+/]{86}==$/)
      if (resolved) expect(resolved, path).toMatch(/^https:\/\/registry\.npmjs\.org\//)
    }
  })

  it.each(Object.entries(floors))('never falls below the version of %s that is known to be well', (name, floor) => {
    const version = packages[`node_modules/${name}`]?.version ?? ''
    expect(version).toMatch(/^\d+\.\d+\.\d+$/)
    expect(isAtLeast(version, floor), `${version} is older than ${floor}`).toBe(true)
  })

  it('has the very versions that are installed', () => {
    for (const [path, { version }] of others) {
      const manifest = join(path, 'package.json')
      if (!existsSync(manifest)) continue
      expect(JSON.parse(readFileSync(manifest, 'utf8')).version, path).toBe(version)
    }
  })
})

describe('isAtLeast', () => {
  it('compares numbers, not letters', () => {
    expect(isAtLeast('16.10.0', '16.4.6')).toBe(true)
    expect(isAtLeast('16.4.6', '16.4.6')).toBe(true)
    expect(isAtLeast('17.0.0', '16.4.6')).toBe(true)
    expect(isAtLeast('16.4.5', '16.4.6')).toBe(false)
    expect(isAtLeast('9.9.9', '16.4.6')).toBe(false)
  })
})

describe('an install', () => {
  it('runs no package’s code, by whichever way it is done', () => {
    expect(readFileSync('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m)
    for (const file of ['scripts/bootstrap.mjs', 'deploy/Dockerfile'])
      expect(readFileSync(file, 'utf8'), file).toContain('--ignore-scripts')
  })
})

describe('npm run sbom', () => {
  it('lists what runs in production by name and version', () => {
    const { stdout, stderr, status } = spawnSync('npm', ['run', '--silent', 'sbom'], { encoding: 'utf8', shell: true })
    expect(status, stderr).toBe(0)
    const component = z.object({ name: z.string(), version: z.string(), purl: z.string() })
    const { components } = z.object({ components: z.array(component) }).parse(JSON.parse(stdout))
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
    const listed = new Map(components.map(({ purl, version }) => [decodeURIComponent(purl), version]))
    for (const name of Object.keys(dependencies)) {
      const version = packages[`node_modules/${name}`]?.version
      expect(listed.get(`pkg:npm/${name}@${version}`), name).toBe(version)
    }
  })
})
