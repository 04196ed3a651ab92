// A mail to all customers: a thousand pages opened at once, while Stripe takes 25 mints a second.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Portico } from '#e2e/setup/instance.ts'
import { startLimitedStripe } from './limited-stripe.ts'
import { ratio } from './percentiles.ts'
import { postMint, type SignedIn, signInAll } from './signed-in.ts'

const perSecond = 25
const opensOfOne = 200
const others = 800

interface Served {
  afterMs: number
  tries: number
  status: number
}

export async function measureFlood(portico: Portico): Promise<string[]> {
  const stripe = await startLimitedStripe(portico.twin.base, perSecond)
  try {
    const address = await portico.startSecondInstance({
      STRIPE_API_URL: stripe.url,
      STRIPE_REQUESTS_PER_SECOND: String(perSecond),
    })
    const [one, ...rest] = await signInAll(portico, await createCustomers(portico, 1 + others))
    if (!one) throw new Error('Nobody is signed in.')
    await postMint(portico, address, one)
    await sleep(1500)

    const began = performance.now()
    const open = (member: SignedIn) => openPage(portico, address, member, began)
    const ofOne = Promise.all(Array.from({ length: opensOfOne }, () => open(one)))
    const served = [...(await Promise.all(rest.map(open))), ...(await ofOne)]
    const ofOthers = served.slice(0, others)
    const allowedMs = ((opensOfOne + others) / perSecond) * 1000
    const lastOf = (those: Served[]) => Math.max(...those.map(({ afterMs }) => afterMs))
    const places = ofOthers.map(({ afterMs }) => afterMs).toSorted((a, b) => a - b)
    const outOfPlace = ofOthers.map(({ afterMs }, place) => Math.abs(places.indexOf(afterMs) - place))
    return [
      `1,000 pages opened at once, ${perSecond} mints a second: all served after ${seconds(lastOf(served))} where the limit allows ${seconds(allowedMs)}: ${ratio(lastOf(served) / allowedMs)}; goal 1.10×`,
      `  failures seen: ${served.filter(({ status }) => status !== 200).length}; asked again: ${served.filter(({ tries }) => tries > 1).length}; refused by Stripe: ${stripe.refused()}`,
      `  ${opensOfOne} of them one customer's, and first: the ${others} others served after ${seconds(lastOf(ofOthers))}, none more than ${Math.max(...outOfPlace)} places from where they stood`,
    ]
  } finally {
    stripe.stop()
  }
}

/** As the page does, which asks again when told to. */
async function openPage(portico: Portico, address: string, member: SignedIn, began: number): Promise<Served> {
  for (let tries = 1; ; tries += 1) {
    const { status, retryAfterSeconds, text } = await postMint(portico, address, member)
    if (status !== 503 || !text.includes('stripe_busy')) return { afterMs: performance.now() - began, tries, status }
    await sleep(1000 * retryAfterSeconds * (1 + Math.random() / 2))
  }
}

async function createCustomers(portico: Portico, count: number): Promise<string[]> {
  const ids: string[] = []
  while (ids.length < count) {
    const batch = Array.from({ length: Math.min(50, count - ids.length) }, () =>
      portico.twin.stripe.customers.create({}),
    )
    ids.push(...(await Promise.all(batch)).map(({ id }) => id))
  }
  return ids
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
