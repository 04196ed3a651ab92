// What a mint through Portico costs beside the bare call that it makes.
import { signInMember } from '#e2e/setup/host-app.ts'
import type { Portico } from '#e2e/setup/instance.ts'
import { findLoginReference } from '#e2e/setup/open-services.ts'
import { milliseconds, ratio, type Summary, summarize, timeOf } from './percentiles.ts'

const components = { payment_element: { enabled: true, features: { payment_method_redisplay: 'enabled' as const } } }

export async function measureMints(portico: Portico, rounds: number): Promise<string[]> {
  const { control } = portico.twin
  const near = await compare(portico, rounds)
  await control('POST', 'faults', { kind: 'slow', match: { path: '/v1/customer_sessions' }, latency_ms: 100 })
  const far = await compare(portico, Math.ceil(rounds / 3))
  await control('DELETE', 'faults')
  return [
    `A mint beside the bare stripe-node call:   ${milliseconds(near.portico.p50)} against ${milliseconds(near.bare.p50)} (p50): ${milliseconds(near.portico.p50 - near.bare.p50)} more; goal 2 ms`,
    `The same with Stripe 100 ms away:          ${milliseconds(far.portico.p99)} against ${milliseconds(far.bare.p99)} (p99): ${ratio(far.portico.p99 / far.bare.p99)}; goal 1.10×`,
  ]
}

/** The two in turn, so that a slow moment of the machine hits both. */
async function compare(portico: Portico, rounds: number): Promise<{ bare: Summary; portico: Summary }> {
  const { stripe } = portico.twin
  const times = { bare: [] as number[], portico: [] as number[] }
  const { id: customer } = await stripe.customers.create({})
  const member = await signInMember(portico, { customer, sub: customer })
  const headers = { 'portico-login': await findLoginReference(portico, member) }
  const mint = async () => {
    const answer = await member.postJson('/api/customer-sessions', { components: ['payment_element'] }, headers)
    if (answer.status !== 200) throw new Error(`No mint: ${answer.status} ${answer.text}`)
  }
  const call = () => stripe.customerSessions.create({ customer, components })
  for (let round = -20; round < rounds; round += 1) {
    const [bare, through] = [await timeOf(call), await timeOf(mint)]
    if (round < 0) continue
    times.bare.push(bare)
    times.portico.push(through)
  }
  return { bare: summarize(times.bare), portico: summarize(times.portico) }
}
