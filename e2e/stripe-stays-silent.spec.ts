// When Stripe answers nobody, a process stops asking: who comes then is told at once, and served as soon as it answers again.
import { findFreePort } from '#server/free-port.ts'
import { signInMember } from './setup/host-app.ts'
import type { Answer } from './setup/http-client.ts'
import { findLoginReference } from './setup/open-services.ts'
import { expect, test } from './setup/test.ts'
import { getTwoCustomers } from './setup/two-customers.ts'

async function timed(ask: Promise<Answer>): Promise<{ answer: Answer; ms: number }> {
  const began = performance.now()
  const answer = await ask
  return { answer, ms: performance.now() - began }
}

test('pages and mints are refused at once while Stripe is silent, and work as soon as it answers', async ({
  portico,
}) => {
  test.setTimeout(90_000)
  const { a } = await getTwoCustomers(portico)
  const metricsPort = String(await findFreePort())
  const address = await portico.startSecondInstance({ METRICS_PORT: metricsPort })
  const isOpen = async () =>
    (await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()).match(
      /^portico_stripe_breaker_open (\d)$/m,
    )?.[1]
  const signedIn = await signInMember(portico, { customer: a.id })
  const reference = { 'portico-login': await findLoginReference(portico, signedIn) }
  const member = signedIn.at(address)
  const mint = () => member.postJson('/api/customer-sessions', { components: ['payment_element'] }, reference)
  expect((await member.get('/invoices')).status).toBe(200)

  await portico.twin.control('POST', 'faults', { kind: 'hang', times: 1000 })
  try {
    for (let visit = 0; visit < 3; visit += 1) {
      const { answer, ms } = await timed(member.get('/invoices'))
      expect(answer.status).toBe(503)
      // The first of them wait for Stripe in vain.
      expect(ms).toBeLessThan(9_000)
    }
    expect(await isOpen()).toBe('1')
    const before = (await portico.twin.ledger()).length
    for (const { answer, ms } of [
      await timed(member.get('/invoices')),
      await timed(member.get('/')),
      await timed(mint()),
    ]) {
      expect(answer.status).toBe(503)
      expect(['1', '2', '3', '4', '5']).toContain(answer.headers.get('retry-after'))
      expect(ms).toBeLessThan(2_000)
    }
    expect((await portico.twin.ledger()).length).toBe(before)
  } finally {
    await portico.twin.control('DELETE', 'faults')
  }
  await expect.poll(async () => (await mint()).status, { timeout: 10_000 }).toBe(200)
  expect(await isOpen()).toBe('0')
  expect((await member.get('/')).status).toBe(200)
})
