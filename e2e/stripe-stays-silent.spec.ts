// When Stripe answers nobody, a process stops asking: who comes then is told at once, and served as soon as it answers again.
import { findFreePort } from '#server/free-port.ts'
import { signInMember } from './setup/host-app.ts'
import { findLoginReference } from './setup/open-services.ts'
import { expect, test } from './setup/test.ts'
import { getTwoCustomers } from './setup/two-customers.ts'

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
  // Besides the call by which the process finds out whether Stripe is back, whenever that comes.
  const countAsked = async () =>
    (await portico.twin.ledger()).filter(({ operation }) => operation !== 'accounts.retrieveCurrent').length
  const mint = () => member.postJson('/api/customer-sessions', { components: ['payment_element'] }, reference)
  expect((await member.get('/invoices')).status).toBe(200)

  await portico.twin.control('POST', 'faults', { kind: 'hang', times: 1000 })
  try {
    // These wait for Stripe in vain.
    for (let visit = 0; visit < 3; visit += 1) expect((await member.get('/invoices')).status).toBe(503)
    expect(await isOpen()).toBe('1')
    const before = await countAsked()
    for (const { status, headers } of [await member.get('/invoices'), await member.get('/'), await mint()]) {
      expect(status).toBe(503)
      expect(['1', '2', '3', '4', '5']).toContain(headers.get('retry-after'))
    }
    expect(await countAsked()).toBe(before)
  } finally {
    await portico.twin.control('DELETE', 'faults')
  }
  // The call under way may have been lost still; the next one comes five seconds after its deadline.
  await expect.poll(async () => (await mint()).status, { timeout: 30_000 }).toBe(200)
  expect(await isOpen()).toBe('0')
  expect((await member.get('/')).status).toBe(200)
})
