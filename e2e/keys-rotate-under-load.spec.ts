import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findFreePort } from '#server/free-port.ts'
import { makeWebKey } from '#server/start/start-twin.ts'
import { type ConnectedTwin, connectTwin } from '#twin/playwright/connect-twin.ts'
import { askForAddress, signHandoff, signInMember } from './setup/host-app.ts'
import { createHttpClient } from './setup/http-client.ts'
import type { Portico } from './setup/instance.ts'
import { findLoginReference } from './setup/open-services.ts'
import { getSharedServers } from './setup/shared-servers.ts'
import { expect, test } from './setup/test.ts'
import { getTwoCustomers } from './setup/two-customers.ts'

interface Rotating {
  /** The instance that reads its secrets from files. */
  portico: Portico
  log: () => string
  /** As Kubernetes, Docker and careful people do it: the file is there as a whole or not at all. */
  write: (name: 'stripe' | 'handoff', secret: string) => void
}

async function startRotating(portico: Portico): Promise<Rotating> {
  const file = (name: string) => join(portico.logFolder, `${name}.secret`)
  const write: Rotating['write'] = (name, secret) => {
    writeFileSync(`${file(name)}.new`, `${secret}\n`, { mode: 0o600 })
    renameSync(`${file(name)}.new`, file(name))
  }
  write('stripe', String(portico.variables.STRIPE_SECRET_KEY))
  write('handoff', portico.handoff.secret)
  const port = await findFreePort()
  const url = `http://localhost:${port}`
  await portico.startSecondInstance({
    PORT: String(port),
    PORTICO_URL: url,
    STRIPE_SECRET_KEY: '',
    STRIPE_SECRET_KEY_FILE: file('stripe'),
    HANDOFF_SECRETS: '',
    HANDOFF_SECRETS_FILE: file('handoff'),
  })
  const log = () => readFileSync(join(portico.logFolder, String(port), 'web.log'), 'utf8')
  return { portico: { ...portico, url }, log, write }
}

const makeKey = ({ base, key }: ConnectedTwin) => makeWebKey({ base, secretKey: key })
const lastSequence = async ({ twin }: Portico) => (await twin.ledger()).at(-1)?.sequence ?? 0

test('a new Stripe key is taken up while customers mint, and the old one rests', async ({ portico }) => {
  const { a } = await getTwoCustomers(portico)
  const { portico: rotating, write, log } = await startRotating(portico)
  const member = await signInMember(rotating, { customer: a.id })
  const reference = { 'portico-login': await findLoginReference(rotating, member) }
  const statuses: number[] = []
  let isOver = false
  const mintOn = async () => {
    while (!isOver) {
      const answer = await member.postJson('/api/customer-sessions', { components: ['payment_element'] }, reference)
      statuses.push(answer.status)
      await sleep(150)
    }
  }
  const load = Promise.all([mintOn(), mintOn()])
  const keysSince = async (sequence: number) =>
    new Set(
      (await portico.twin.ledger(sequence)).filter(({ key }) => key.kind === 'restricted').map(({ key }) => key.id),
    )

  await expect.poll(() => statuses.length).toBeGreaterThan(5)
  const [oldKey] = await keysSince(0)
  write('stripe', await makeKey(portico.twin))
  await expect.poll(log).toContain('"check":"stripe","msg":"secrets_taken"')
  const taken = await lastSequence(portico)
  const before = statuses.length
  await expect.poll(() => statuses.length).toBeGreaterThan(before + 5)
  isOver = true
  await load
  const after = await keysSince(taken)
  expect(after.size).toBe(1)
  expect(after.has(String(oldKey))).toBe(false)
  expect(new Set(statuses)).toEqual(new Set([200]))
})

test('a key of another account, or none at all, changes nothing', async ({ portico }) => {
  const { a } = await getTwoCustomers(portico)
  const { portico: rotating, write, log } = await startRotating(portico)
  const member = await signInMember(rotating, { customer: a.id })
  const reference = { 'portico-login': await findLoginReference(rotating, member) }
  const other = await connectTwin({ base: getSharedServers().twinBase })
  const tries: [secret: string, said: string][] = [
    [await makeKey(other), 'STRIPE_SECRET_KEY is of another account'],
    ['not a key', 'STRIPE_SECRET_KEY is not a Stripe secret key'],
  ]
  for (const [secret, said] of tries) {
    write('stripe', secret)
    await expect.poll(log).toContain(said)
    const minted = await member.postJson('/api/customer-sessions', { components: ['payment_element'] }, reference)
    expect(minted.status).toBe(200)
    expect(log()).not.toContain(secret)
  }
})

test('two hand-over secrets hold side by side, then the new one alone', async ({ portico }) => {
  const { a } = await getTwoCustomers(portico)
  const { portico: rotating, write, log } = await startRotating(portico)
  const newer = { ...rotating, handoff: { ...rotating.handoff, secret: randomBytes(32).toString('hex') } }
  const handOver = async (by: Portico) =>
    (
      await createHttpClient(rotating.url).postJson('/login/handoffs', {
        token: await signHandoff(by, { customer: a.id }),
      })
    ).status
  const taken = () => log().split('"check":"handoff","msg":"secrets_taken"').length - 1
  expect([await handOver(rotating), await handOver(newer)]).toEqual([201, 401])

  write('handoff', `${newer.handoff.secret},${rotating.handoff.secret}`)
  await expect.poll(taken).toBe(1)
  expect([await handOver(rotating), await handOver(newer)]).toEqual([201, 201])

  write('handoff', newer.handoff.secret)
  await expect.poll(taken).toBe(2)
  expect([await handOver(rotating), await handOver(newer)]).toEqual([401, 201])
  expect(await askForAddress(newer, await signHandoff(newer, { customer: a.id }))).toContain(rotating.url)
})
