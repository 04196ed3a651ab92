// The peer: a Next page with nothing on it, drawn anew for each request.
import { spawn, spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import { findFreePort } from '#server/free-port.ts'

const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
const folder = 'bench/empty'

export async function startEmptyPage(): Promise<{ url: string; stop: () => void }> {
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }
  const build = spawnSync(process.execPath, [next, 'build', folder], { env, encoding: 'utf8' })
  if (build.status !== 0) throw new Error(`The empty page did not build:\n${build.stdout}${build.stderr}`)
  const port = await findFreePort()
  const server = spawn(process.execPath, [next, 'start', folder, '-p', String(port), '-H', '127.0.0.1'], {
    env,
    stdio: 'ignore',
  })
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await fetch(url).catch(() => undefined))?.ok) return { url, stop: () => server.kill() }
    await sleep(50)
  }
  server.kill()
  throw new Error('The empty page did not start.')
}
