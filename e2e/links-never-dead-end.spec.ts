// Links that a company mails: whoever opens one, at whatever time, gets a page that says what holds and leads on.
import { flowNames } from '#lib/catalogue/flows.ts'
import { createCustomer, type TestCustomer } from './setup/customers.ts'
import { type Member, signInMember } from './setup/host-app.ts'
import { type Answer, createHttpClient, type HttpClient } from './setup/http-client.ts'
import type { Portico } from './setup/instance.ts'
import { getLastSequence, isWrite } from './setup/ledger.ts'
import { openShop, publishPolicy, type Shop } from './setup/shop.ts'
import { createSubscriber } from './setup/subscribers.ts'
import { readAllRows } from './setup/table-rows.ts'
import { expect, test } from './setup/test.ts'

interface World {
  shop: Shop
  own: TestCustomer
  members: Record<'owner' | 'billing' | 'viewer' | 'other customer', Member>
  /** What stands behind `/go/`. */
  links: string[]
}

let world: World

test.beforeAll(async ({ porticoOf }, { file }) => {
  test.setTimeout(120_000)
  const portico = await porticoOf(file)
  const shop = await openShop(portico)
  const own = await createCustomer(portico, shop.prices.proMonthly)
  const other = await createCustomer(portico, shop.prices.proMonthly)
  const subscriptions = [own.subscription, ...(await createMorePlans(portico, own.id, shop.prices.starterMonthly))]
  world = {
    shop,
    own,
    members: {
      owner: await signInMember(portico, { customer: own.id, sub: 'own', role: 'owner' }),
      billing: await signInMember(portico, { customer: own.id, sub: 'bill', role: 'billing' }),
      viewer: await signInMember(portico, { customer: own.id, sub: 'view', role: 'viewer' }),
      'other customer': await signInMember(portico, { customer: other.id, sub: 'other', role: 'owner' }),
    },
    links: listLinks([...subscriptions, 'sub_none'], [own.openInvoice, own.paidInvoice, 'in_none'], shop),
  }
})

/** One that ends, one that is paused, one that is over. */
async function createMorePlans({ twin: { stripe } }: Portico, customer: string, price: string): Promise<string[]> {
  const subscribe = () => stripe.subscriptions.create({ customer, items: [{ price }] })
  const [ending, paused, ended] = [await subscribe(), await subscribe(), await subscribe()]
  await stripe.subscriptions.update(ending.id, { cancel_at_period_end: true })
  await stripe.subscriptions.update(paused.id, { pause_collection: { behavior: 'void' } })
  await stripe.subscriptions.cancel(ended.id)
  return [ending.id, paused.id, ended.id]
}

function listLinks(subscriptions: string[], invoices: string[], { prices }: Shop): string[] {
  const flows = ['cancel', 'pause', 'change-plan']
  return [
    ...['portal', 'update-card', 'update-details', ...flows],
    ...subscriptions.flatMap((id) => flows.map((to) => `${to}/${id}`)),
    ...subscriptions.map((id) => `change-plan/${id}/${prices.proYearly}`),
    `change-plan/${subscriptions[0]}/${prices.proMonthly}`,
    `change-plan/${subscriptions[0]}/price_none`,
    ...invoices.map((id) => `pay/${id}`),
    ...[
      'pay',
      'pay/nonsense',
      'cancel/in_1',
      'cancel/sub_1/more',
      'elsewhere',
      'pause/sub_%20',
      'update-card/more',
      '%C3%A9',
    ],
  ]
}

/** Follows what our own pages answer with, as a browser does, up to a page or to the host app. */
async function open(client: HttpClient, path: string): Promise<Answer> {
  const answer = await client.get(path)
  return answer.location?.startsWith('/') ? open(client, answer.location) : answer
}

function expectWayOn(answer: Answer, what: string) {
  expect(answer.headers.get('content-type'), what).toContain('text/html')
  expect([200, 404], what).toContain(answer.status)
  const main = /<main[\s\S]*<\/main>/.exec(answer.text)?.[0] ?? ''
  expect(main, `${what}: a heading`).toMatch(/<h1[^>]*>[^<]+/)
  expect(main, `${what}: a way on`).toMatch(/<a [^>]*href="|<button [^>]*type="submit"/)
}

async function watchWrites(portico: Portico, work: () => Promise<void>) {
  const [rows, last] = [await readAllRows(portico), await getLastSequence(portico)]
  await work()
  expect((await portico.twin.ledger(last)).filter(isWrite), 'writes at Stripe').toEqual([])
  expect(await readAllRows(portico)).toEqual(rows)
}

const on = { enabled: true }
const allFlows = Object.fromEntries(flowNames.map((name) => [name, on]))
const policies: [string, (shop: Shop, portico: Portico) => Promise<object> | object][] = [
  ['everything is on', ({ policy }) => policy],
  ['paying here is off', ({ policy: { portal } }) => ({ portal })],
  ['the portal configuration lacks it', async (_shop, portico) => lackingPolicy(portico)],
  [
    'the portal configuration is gone',
    () => ({ portal: { homepage: true, configuration: 'bpc_gone', flows: allFlows } }),
  ],
  ['everything is off', () => ({})],
]

async function lackingPolicy({ twin: { stripe } }: Portico) {
  const features = { invoice_history: on }
  const { id: configuration } = await stripe.billingPortal.configurations.create({ features })
  return { portal: { homepage: true, configuration, flows: allFlows } }
}

for (const [situation, policyOf] of policies) {
  test(`every link leads on for everybody while ${situation}`, async ({ portico }) => {
    test.setTimeout(300_000)
    const { shop, links, members, own } = world
    await publishPolicy(portico, await policyOf(shop, portico))
    await watchWrites(portico, async () => {
      for (const [who, member] of Object.entries(members))
        for (const link of links) {
          const answer = await open(member, `/go/${link}`)
          expectWayOn(answer, `${who} at ${link}`)
          if (who === 'other customer') expect(answer.text).not.toContain(own.marker)
        }
    })
  })
}

test('whoever is signed out goes to sign in, and comes back to the same link', async ({ portico }) => {
  for (const link of world.links.filter((path) => !path.includes('%'))) {
    const { location } = await createHttpClient(portico.url).get(`/go/${link}`)
    expect([link, location]).toEqual([link, `/login/start?return_to=${encodeURIComponent(`/go/${link}`)}`])
  }
})

test('whoever is signed in for another customer may sign in with another account', async ({ portico }) => {
  const { shop, members, own } = world
  await publishPolicy(portico, shop.policy)
  for (const path of [`/go/cancel/${own.subscription}`, `/go/pay/${own.openInvoice}`, `/pay/${own.openInvoice}`]) {
    const { status, text } = await open(members['other customer'], path)
    expect([path, status]).toEqual([path, 404])
    expect(text).toContain(`href="/login/start?return_to=${encodeURIComponent(path)}"`)
    if (path.startsWith('/go/')) expect(text).toContain('You are signed in as Ada Lovelace.')
  }
})

test('looking ahead at a link mints nothing, whoever looks', async ({ portico }) => {
  const { shop, members, links } = world
  await publishPolicy(portico, shop.policy)
  const readings: [string, Record<string, string>][] = [
    ['HEAD', { accept: 'text/html' }],
    ['GET', { accept: 'text/html', purpose: 'prefetch', 'sec-purpose': 'prefetch;prerender' }],
    ['GET', { rsc: '1', 'next-router-prefetch': '1' }],
  ]
  await watchWrites(portico, async () => {
    for (const client of [members.owner, createHttpClient(portico.url)])
      for (const link of links.slice(0, 12))
        for (const [method, headers] of readings) {
          const { status } = await client.send(method, `/go/${link}`, { headers })
          expect(status, `${method} ${link}`).toBeLessThan(500)
        }
  })
})

test('the button opens the portal, and Back shows the page with its button again', async ({
  portico,
  page,
  loginAs,
}) => {
  const { shop } = world
  await publishPolicy(portico, shop.policy)
  const { id: customer, subscription } = await createSubscriber(portico, { price: shop.prices.starterMonthly })
  const path = `/go/change-plan/${subscription}/${shop.prices.proYearly}`
  await loginAs(page, { id: customer }, { path, claims: { sub: 'reader' } })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Change Starter to Pro, €490.00 / year')
  for (let times = 0; times < 2; times += 1) {
    await page.getByRole('button', { name: 'Review the change' }).click()
    await expect(page).toHaveURL(/\/p\/session\//)
    await page.goBack()
    await expect(page.getByRole('button', { name: 'Review the change' })).toBeVisible()
  }
})
