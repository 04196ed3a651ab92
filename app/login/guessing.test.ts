import { afterAll, beforeAll, expect, it } from 'vitest'
import { type AccessTest, createAccessTest } from '#lib/access/testing.ts'
import { limits } from '#lib/rate-limits/limits.ts'
import { shareServices, TestBrowser } from './testing.ts'

let test: AccessTest
beforeAll(async () => {
  test = await createAccessTest()
  shareServices(test.services)
})
afterAll(() => test.close())

it('refuses whoever guesses tokens, and lets a right one of the same address in', async () => {
  const browser = new TestBrowser()
  const guess = () => browser.postJson('/login/handoffs', { token: 'x.y.z' })
  for (let guessed = 0; guessed < limits.failed_entry_by_address.burst; guessed += 1)
    expect((await guess()).status).toBe(401)
  const refused = (await Promise.all(Array.from({ length: 20 }, guess))).find(({ status }) => status === 429)
  expect(refused?.headers.get('retry-after')).toBe('1')
  expect(await refused?.json()).toMatchObject({ error: { code: 'rate_limited' } })

  const token = await test.sign({ customer: await test.createCustomer('Globex GmbH') })
  expect((await browser.postJson('/login/handoffs', { token })).status).toBe(201)
})
