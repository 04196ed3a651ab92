import { readFileSync } from 'node:fs'
import { exampleParts, fillPattern, listAppRoutes } from '../setup/app-routes.ts'
import { signInMember } from '../setup/host-app.ts'
import { encodeForm, type HttpClient } from '../setup/http-client.ts'
import type { Portico } from '../setup/instance.ts'
import { findLoginReference } from '../setup/open-services.ts'
import { signInOperator } from '../setup/operator.ts'
import { readAllRows } from '../setup/table-rows.ts'
import { expect, test } from '../setup/test.ts'
import { getTwoCustomers } from '../setup/two-customers.ts'

/** A signed token is what these two believe; nothing of the browser's own counts there. */
const guardedByToken = ['/login/handoff', '/login/handoffs']

const postRoutes = listAppRoutes().filter(
  ({ pattern, methods }) => methods.includes('POST') && !guardedByToken.includes(pattern),
)

const evil = { origin: 'https://evil.example' }

const senders: [string, Record<string, string>][] = [
  ['nobody', {}],
  ['Origin: null', { origin: 'null' }],
  ['Origin: null that calls itself the same', { origin: 'null', 'sec-fetch-site': 'same-origin' }],
  ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['another site, in an old browser', { origin: 'https://evil.example' }],
  ['a sibling of the same site', { origin: 'http://evil.localhost', 'sec-fetch-site': 'same-site' }],
  ['another port of the same host', { origin: 'http://localhost:1', 'sec-fetch-site': 'same-site' }],
  ['another site that claims to be the same', { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
  ['the address bar', { 'sec-fetch-site': 'none' }],
  ['another site that forges our host', { ...evil, 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }],
  ['another site that forges our host, the standard’s way', { ...evil, forwarded: 'host=evil.example;proto=https' }],
  ['another site that forges two hosts', { ...evil, 'x-forwarded-host': 'evil.example, localhost' }],
  ['a page that hides its origin', { 'sec-fetch-site': 'cross-site' }],
  ['a page that hides its origin on a sibling', { 'sec-fetch-site': 'same-site' }],
]

/** Our own origin, said by a browser that saw another site send it. */
const ownButCrossSite = (url: string): [string, Record<string, string>] => [
  'our origin from another site',
  { origin: url, 'sec-fetch-site': 'cross-site' },
]

function bodiesOf(login: string): [string, string | FormData, string?][] {
  const fields = { login, components: 'payment_element', flow: 'portal_homepage', revision: '0' }
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return [
    ['urlencoded', encodeForm(fields), 'application/x-www-form-urlencoded'],
    ['multipart', form],
    ['text', `{"components":["payment_element"],"x":"${'='}"}`, 'text/plain'],
    ['JSON', '{"components":["payment_element"]}', 'application/json'],
  ]
}

async function signInBoth(
  portico: Portico,
): Promise<{ both: HttpClient; login: string; parts: Record<string, string> }> {
  const { a } = await getTwoCustomers(portico)
  const member = await signInMember(portico, { customer: a.id })
  const operator = await signInOperator(portico)
  for (const [name, value] of operator.cookies) member.cookies.set(name, value)
  return { both: member, login: await findLoginReference(portico, member), parts: exampleParts(a) }
}

test('no server action is there to be called, whatever host the headers name', async ({ portico }) => {
  const manifest = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8'))
  expect(manifest).toMatchObject({ node: {}, edge: {} })
  expect([...Object.keys(manifest.node), ...Object.keys(manifest.edge)]).toEqual([])

  const { both, parts } = await signInBoth(portico)
  const rows = await readAllRows(portico)
  const { host } = new URL(portico.url)
  const pairs: Record<string, string>[] = [
    { origin: portico.url },
    { ...evil, 'x-forwarded-host': 'evil.example' },
    { ...evil, 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example' },
    { origin: portico.url, 'x-forwarded-host': 'evil.example' },
    { origin: `http://${host}.evil.example`, 'x-forwarded-host': host },
  ]
  for (const { pattern } of listAppRoutes().filter(({ isPage }) => isPage)) {
    for (const pair of pairs) {
      for (const accept of ['text/x-component', 'text/html']) {
        const sent = {
          accept,
          'content-type': 'text/plain;charset=UTF-8',
          ...pair,
          'next-action': '7f'.padEnd(42, 'a'),
        }
        const answer = await both.send('POST', fillPattern(pattern, parts), { headers: sent, body: '[]' })
        expect(answer.status, `${pattern} ${JSON.stringify(pair)}`).toBe(404)
        expect(answer.headers.get('location')).toBeNull()
      }
    }
  }
  expect(await readAllRows(portico)).toEqual(rows)
})

test('finds the routes that change something', () => {
  const patterns = listAppRoutes()
    .filter(({ methods }) => methods.includes('POST'))
    .map(({ pattern }) => pattern)
  expect(patterns).toEqual(expect.arrayContaining([...guardedByToken, '/api/customer-sessions', '/admin/enter']))
})

for (const { pattern } of postRoutes) {
  test(`${pattern} refuses every other site`, async ({ portico }) => {
    const { both, login, parts } = await signInBoth(portico)
    const path = fillPattern(pattern, parts)
    const rows = await readAllRows(portico)
    const last = (await portico.twin.ledger()).at(-1)?.sequence
    for (const [sender, from] of [...senders, ownButCrossSite(portico.url)]) {
      for (const [encoding, body, type] of bodiesOf(login)) {
        for (const accept of ['text/html', 'application/json']) {
          const headers = { accept, ...from, 'portico-login': login, ...(type ? { 'content-type': type } : {}) }
          const answer = await both.send('POST', path, { headers, body })
          expect(answer.status, `${sender}, ${encoding}`).toBe(403)
          expect(answer.headers.getSetCookie(), `${sender}, ${encoding}`).toEqual([])
        }
      }
    }
    expect(await portico.twin.ledger(last)).toEqual([])
    expect(await readAllRows(portico)).toEqual(rows)
  })

  test(`${pattern} answers our own pages`, async ({ portico }) => {
    const { both, login, parts } = await signInBoth(portico)
    const answer = await both.postForm(fillPattern(pattern, parts), { login })
    expect(answer.status).not.toBe(403)
  })
}
