// The stand-in for Stripe by itself: how soon it is there, how fast it answers, what a hundred thousand customers take.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { createInterface } from 'node:readline'
import { milliseconds, summarize, timeOf } from './percentiles.ts'

const customers = 100_000
const atOnce = 16
const secondsOfCalls = 3
const key = 'sk_test_of_the_bench'

type Served = { base: string; process: ChildProcess; agent: Agent }

export async function measureTwin(): Promise<string[]> {
  const starts: number[] = []
  for (let round = 0; round < 3; round += 1) {
    starts.push(
      await timeOf(async () => {
        const { process } = await startTwin()
        process.kill()
      }),
    )
  }
  const twin = await startTwin()
  try {
    const reads = await countCalls(() => call(twin, 'GET', '/v1/customers?limit=10'))
    const writes = await countCalls(() => call(twin, 'POST', '/v1/customers', 'name=A'))
    await call(twin, 'POST', '/_twin/reset')
    const before = megabytesOf(twin.process)
    await fill(twin)
    const after = megabytesOf(twin.process)
    const full = await timeOf(() => call(twin, 'GET', '/v1/customers?limit=10'))
    const reset = await timeOf(() => call(twin, 'POST', '/_twin/reset'))
    return [
      `The twin, from the command to ready:       ${milliseconds(summarize(starts).p50)}; goal 1000 ms`,
      `Its answers, ${atOnce} calls under way at once:    ${reads} reads, ${writes} writes a second`,
      `Its memory with ${customers} customers:       ${after} MB, ${after - before} MB of them theirs; a page of them ${milliseconds(full)}`,
      `Its reset from there:                      ${milliseconds(reset)}; goal 50 ms`,
    ]
  } finally {
    twin.process.kill()
    twin.agent.destroy()
  }
}

async function startTwin(): Promise<Served> {
  const args = ['twin/main.ts', '--json', '--quiet', '--port', '0', '--key', key]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  return { base: JSON.parse(line).base, process: child, agent }
}

/** How many calls a second are answered while so many are under way. */
async function countCalls(work: () => Promise<void>): Promise<number> {
  const end = performance.now() + secondsOfCalls * 1000
  let count = 0
  const go = async () => {
    for (; performance.now() < end; count += 1) await work()
  }
  await Promise.all(Array.from({ length: atOnce }, go))
  return Math.round(count / secondsOfCalls)
}

async function fill(twin: Served) {
  let made = 0
  const go = async () => {
    while (made < customers) {
      made += 1
      await call(twin, 'POST', '/v1/customers', `name=Customer+${made}&email=${made}%40example.com&metadata[n]=${made}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, go))
}

function call({ base, agent }: Served, method: string, path: string, body = ''): Promise<void> {
  const type = path.startsWith('/_twin/') ? 'application/json' : 'application/x-www-form-urlencoded'
  const headers = { authorization: `Bearer ${key}`, 'content-type': type, 'content-length': Buffer.byteLength(body) }
  return new Promise((resolve, reject) => {
    const sent = request(`${base}${path}`, { method, agent, headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${method} ${path} answered ${answer.statusCode}`))
      answer.resume().once('end', resolve)
    })
    sent.once('error', reject).end(body)
  })
}

function megabytesOf({ pid }: ChildProcess): number {
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })
  return Math.round(Number(kilobytes) / 1024)
}
