import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { findFreePort } from '#server/free-port.ts'
import type { Child } from '#server/start/start-child.ts'
import { startWeb } from '#server/start/start-web.ts'
import { startBalancer } from './setup/balancer.ts'
import { signInMember } from './setup/host-app.ts'
import type { Portico } from './setup/instance.ts'
import { expect, test } from './setup/test.ts'

interface Instance {
  address: string
  web: Child
}

async function startInstance(portico: Portico): Promise<Instance> {
  const port = await findFreePort()
  const logFolder = join(portico.logFolder, String(port))
  mkdirSync(logFolder, { recursive: true })
  const children: Child[] = []
  const variables = { ...portico.variables, PORT: String(port), DRAIN_DELAY: '1' }
  const address = await startWeb({ variables, logFolder }, (child) => void children.push(child))
  const [web] = children
  if (!web) throw new Error('The web was not started.')
  return { address, web }
}

test('two instances are replaced one after the other, and nobody notices', async ({ portico }) => {
  test.setTimeout(180_000)
  const { id: customer } = await portico.twin.stripe.customers.create({ name: 'Globex GmbH' })
  const member = await signInMember(portico, { customer })
  const balancer = await startBalancer()
  const isReady = (instance: Instance) =>
    expect.poll(() => balancer.isReady(instance.address), { timeout: 30_000 }).toBe(true)
  const running = await Promise.all([startInstance(portico), startInstance(portico)])
  for (const { address } of running) balancer.add(address)
  for (const instance of running) await isReady(instance)

  let isOver = false
  const statuses: (number | string)[] = []
  const visit = async () => {
    while (!isOver) {
      const answer = member.at(balancer.address).get('/invoices')
      statuses.push(
        await answer.then(
          ({ status }) => status,
          (error: Error) => error.message,
        ),
      )
    }
  }
  const visitors = Promise.all(Array.from({ length: 6 }, visit))

  for (let round = 0; round < 4; round += 1) {
    const next = await startInstance(portico)
    balancer.add(next.address)
    await isReady(next)
    running.push(next)
    const old = running.shift()
    await old?.web.stop()
    expect((await old?.web.ended)?.code).toBe(0)
    balancer.remove(old?.address ?? '')
  }
  isOver = true
  await visitors
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(statuses.length).toBeGreaterThan(100)

  await balancer.stop()
  await Promise.all(running.map(({ web }) => web.stop()))
})
