import { existsSync, globSync } from 'node:fs'
import { exampleParts, fillPattern, listAppRoutes } from '../setup/app-routes.ts'
import type { TestCustomer } from '../setup/customers.ts'
import { type Member, signInMember } from '../setup/host-app.ts'
import type { Answer } from '../setup/http-client.ts'
import type { Portico } from '../setup/instance.ts'
import { findLoginReference } from '../setup/open-services.ts'
import { type SharedCache, startSharedCache } from '../setup/shared-cache.ts'
import { expect, test } from '../setup/test.ts'
import { getTwoCustomers } from '../setup/two-customers.ts'

let cache: SharedCache
test.beforeEach(async ({ portico }) => {
  cache = await startSharedCache(portico.url)
})
test.afterEach(() => cache.stop())

interface Visitor {
  member: Member
  customer: TestCustomer
  login: string
}

async function visit(portico: Portico, which: 'a' | 'b'): Promise<Visitor> {
  const customer = (await getTwoCustomers(portico))[which]
  const member = await signInMember(portico, { customer: customer.id, sub: `user_${which}` })
  const login = await findLoginReference(portico, member)
  return { member: { ...member, ...member.at(cache.address) }, customer, login }
}

/** Each mint that this visitor can ask for, with what only they may get. */
async function mintEverything({ member, customer, login }: Visitor): Promise<[what: string, Answer][]> {
  const reference = { 'portico-login': login }
  return [
    [
      'customer session',
      await member.postJson('/api/customer-sessions', { components: ['payment_element'] }, reference),
    ],
    ['setup intent', await member.postJson('/api/setup-intents', {}, reference)],
    ['payment', await member.postJson('/api/invoice-payments', { invoice: customer.openInvoice }, reference)],
    ['portal', await member.postForm('/api/portal-sessions', { flow: 'portal_homepage', login })],
  ]
}

test('every answer that carries a secret or a portal’s address may be kept by nobody', async ({ portico }) => {
  for (const [what, answer] of await mintEverything(await visit(portico, 'a'))) {
    expect(answer.status, what).toBeLessThan(400)
    expect(`${answer.text} ${answer.location}`, what).toMatch(/client_secret|\/p\/session|\/session\//)
    expect(answer.headers.get('cache-control'), what).toBe('private, no-store')
  }
})

const readings: Record<string, string>[] = [{}, { rsc: '1' }, { rsc: '1', 'next-router-prefetch': '1' }]

test('nobody gets what was meant for somebody else, through a cache that everybody shares', async ({ portico }) => {
  test.setTimeout(120_000)
  const [a, b] = [await visit(portico, 'a'), await visit(portico, 'b')]
  const pages = listAppRoutes().filter(({ isPage, pattern }) => isPage && !pattern.startsWith('/admin'))
  // The very same addresses for both: those of the first one's objects.
  const paths = pages.map(({ pattern }) => fillPattern(pattern, exampleParts(a.customer)))
  let seenOwn = 0
  for (const path of paths) {
    for (const headers of readings) {
      const read = 'rsc' in headers ? 'getData' : 'get'
      if ((await a.member[read](path, headers)).text.includes(a.customer.marker)) seenOwn += 1
      const answer = await b.member[read](path, headers)
      expect(answer.text.includes(a.customer.marker), `${path} ${JSON.stringify(headers)}`).toBe(false)
      expect(answer.headers.get('cache-control'), path).toBe('private, no-store')
    }
  }
  expect(seenOwn).toBeGreaterThanOrEqual(4)

  const mintedForA = await mintEverything(a)
  const mintedForB = await mintEverything(b)
  for (const [index, [what, ofB]] of mintedForB.entries()) {
    const ofA = mintedForA[index]?.[1]
    expect(ofB.text + ofB.location, what).not.toBe((ofA?.text ?? '') + ofA?.location)
  }
  expect(cache.hits).toEqual([])
})

test('the cache does keep what is meant to be kept', async ({ portico }) => {
  const [file = ''] = globSync('.next/static/**/*.js')
  const path = `/_next/${file.replaceAll('\\', '/').slice('.next/'.length)}`
  const { member } = await visit(portico, 'a')
  for (let time = 0; time < 2; time += 1) expect((await member.get(path)).status).toBe(200)
  expect(cache.hits).toEqual([`GET ${path}`])
  expect(cache.kept()).toEqual([`GET ${path}`])
})

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))

test('bodies that are no UTF-8 are refused, one by one, and never answered with another’s answer', async ({
  portico,
}) => {
  const visitors = [await visit(portico, 'a'), await visit(portico, 'b')]
  const last = (await portico.twin.ledger()).at(-1)?.sequence
  // A decoder that replaces what it cannot read makes one text of all of these.
  const bodies = ['\xff', '\xfe', '\xc3\x28', '\xed\xa0\x80', '\xf0\x28\x8c\x28'].map((odd) =>
    bytes(`{"components":["payment_element"],"${odd}":1}`),
  )
  const answers = await Promise.all(
    bodies.flatMap((body) =>
      visitors.flatMap(({ member, login }) =>
        ['/api/customer-sessions', '/api/setup-intents', '/api/invoice-payments'].map((path) =>
          member.send('POST', path, {
            headers: {
              origin: portico.url,
              'sec-fetch-site': 'same-origin',
              'content-type': 'application/json',
              'portico-login': login,
            },
            body,
          }),
        ),
      ),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 400))
  const references = answers.map(({ headers }) => headers.get('x-request-id'))
  expect(new Set(references).size).toBe(answers.length)
  for (const answer of answers) {
    expect(answer.text).not.toContain('client_secret')
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
  }
  expect(await portico.twin.ledger(last)).toEqual([])
  expect(existsSync('.next/cache/fetch-cache'), 'Next keeps answers of Stripe').toBe(false)
})
