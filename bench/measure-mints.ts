// What a mint through Portico costs beside the bare call that it makes.
import type { Portico } from '#e2e/setup/instance.ts'
import { milliseconds, ratio, type Summary, summarize, timeOf } from './percentiles.ts'
import { postMint, signInAll } from './signed-in.ts'

const components = { payment_element: { enabled: true, features: { payment_method_redisplay: 'enabled' as const } } }

export async function measureMints(portico: Portico, rounds: number): Promise<string[]> {
  const { control } = portico.twin
  // The line that waits for Stripe's limit is measured apart.
  const address = await portico.startSecondInstance({ STRIPE_REQUESTS_PER_SECOND: '10000' })
  const near = await compare(portico, address, rounds)
  await control('POST', 'faults', { kind: 'slow', match: { path: '/v1/customer_sessions' }, latency_ms: 100 })
  const far = await compare(portico, address, Math.ceil(rounds / 3))
  await control('DELETE', 'faults')
  return [
    `A mint beside the bare stripe-node call:   ${milliseconds(near.portico.p50)} against ${milliseconds(near.bare.p50)} (p50): ${milliseconds(near.portico.p50 - near.bare.p50)} more; goal 2 ms`,
    `The same with Stripe 100 ms away:          ${milliseconds(far.portico.p99)} against ${milliseconds(far.bare.p99)} (p99): ${ratio(far.portico.p99 / far.bare.p99)}; goal 1.10×`,
  ]
}

/** The two in turn, so that a slow moment of the machine hits both. */
async function compare(
  portico: Portico,
  address: string,
  rounds: number,
): Promise<{ bare: Summary; portico: Summary }> {
  const { stripe } = portico.twin
  const times = { bare: [] as number[], portico: [] as number[] }
  const { id: customer } = await stripe.customers.create({})
  const [member] = await signInAll(portico, [customer])
  if (!member) throw new Error('Nobody is signed in.')
  const mint = async () => {
    const answer = await postMint(portico, address, member)
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
