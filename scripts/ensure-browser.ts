import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findBrowser } from './find-browser.ts'

const installWithinMilliseconds = 10 * 60_000

/** Finds a browser for the journeys, and where root may, installs the system's. @returns why there is none */
export async function ensureBrowser(note: (text: string) => void): Promise<string | undefined> {
  const found = findBrowser()
  if (found) {
    note(found)
    return undefined
  }
  const advice = 'install Chromium or Chrome, or run: npx playwright install chromium'
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return `There is no browser on this machine: ${advice}.`
  note('installing chromium')
  const failure = aptGet('update') ?? aptGet('install', '-y', '--no-install-recommends', 'chromium')
  if (findBrowser()) return undefined
  return `There is no browser on this machine, and apt-get could not install one (${failure ?? 'it brought none'}): ${advice}.`
}

function aptGet(...args: string[]): string | undefined {
  const { status, stderr, error } = spawnSync('apt-get', ['-qq', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    encoding: 'utf8',
    timeout: installWithinMilliseconds,
  })
  if (status === 0) return undefined
  return error?.message ?? stderr.trim().split('\n').at(-1)
}
