// What a page weighs and how many are served a second, beside an empty page of Next.
import { gzipSync } from 'node:zlib'
import { signInMember } from '#e2e/setup/host-app.ts'
import type { Portico } from '#e2e/setup/instance.ts'
import { startEmptyPage } from './empty-page.ts'
import { ratio } from './percentiles.ts'

const pages = ['/', '/invoices', '/manage', '/plans', '/buy']
const pageWithWrappers = '/payment-methods'
const atOnce = 16
const seconds = 4

type Get = (path: string) => Promise<string>

export async function measurePages(portico: Portico): Promise<string[]> {
  const { id: customer } = await portico.twin.stripe.customers.create({ name: 'Globex' })
  const member = await signInMember(portico, { customer })
  const ours: Get = async (path) => (await member.get(path)).text
  const empty = await startEmptyPage()
  const theirs: Get = async (path) => (await fetch(new URL(path, empty.url))).text()
  try {
    const floor = await weighScripts(theirs, '/')
    const wrappers = (await weighScripts(theirs, '/wrappers')) - floor
    const weights: string[] = []
    for (const page of [...pages, pageWithWrappers]) {
      const more = (await weighScripts(ours, page)) - floor
      const beside = page === pageWithWrappers ? more - wrappers : more
      const rest = page === pageWithWrappers ? `, and ${kilobytes(wrappers).trim()} of Stripe's npm wrappers` : ''
      weights.push(
        `JavaScript of ${page.padEnd(17)} ${kilobytes(beside)} more than an empty page${rest}; goal 8 KB (gzip)`,
      )
    }
    const [home, nothing] = [await rate(() => ours('/')), await rate(() => theirs('/'))]
    return [
      ...weights,
      `Home beside an empty page:                 ${ratio(home / nothing)} of its requests a second; goal 0.80×`,
    ]
  } finally {
    empty.stop()
  }
}

async function weighScripts(get: Get, path: string): Promise<number> {
  const html = await get(path)
  const sources = new Set(
    [...html.matchAll(/<script[^>]+src="([^"]+)"/g)]
      .map(([, source = '']) => source)
      .filter((source) => source.startsWith('/')),
  )
  const scripts = await Promise.all([...sources].map(get))
  return scripts.reduce((sum, script) => sum + gzipSync(script).length, 0)
}

/** Requests a second, with several under way at once. */
async function rate(visit: () => Promise<unknown>): Promise<number> {
  for (let warm = 0; warm < 20; warm += 1) await visit()
  const endsAt = performance.now() + seconds * 1000
  let count = 0
  const visitor = async () => {
    while (performance.now() < endsAt) {
      await visit()
      count += 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, visitor))
  return count / seconds
}

const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`.padStart(9)
