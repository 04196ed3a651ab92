import { afterEach, describe, expect, it, vi } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

function withWorkers() {
  const made = createTestTwin()
  const control = async (method: string, path: string, input?: object) =>
    made.call(method, `/_twin/${path}`, input ? { body: JSON.stringify(input) } : {})
  return { ...made, control }
}

describe('a reset', () => {
  it('is refused while others are at work, and says who', async () => {
    const { stripe, control } = withWorkers()
    await stripe.customers.create()
    const one = (await control('POST', 'workers', { name: 'worker 1' })).body
    const two = (await control('POST', 'workers', { name: 'worker 2' })).body
    const refused = await control('POST', 'reset', { worker: one.id })
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'twin_in_use' } } })
    expect(refused.body.error.message).toContain('worker 2')
    expect(refused.body.error.message).not.toContain('worker 1')
    expect((await stripe.customers.list()).data).toHaveLength(1)
    await control('DELETE', `workers/${two.id}`)
    expect((await control('POST', 'reset', { worker: one.id })).status).toBe(200)
    expect((await stripe.customers.list()).data).toEqual([])
  })

  it('is for everybody when nobody said to be at work', async () => {
    const { control } = withWorkers()
    expect((await control('POST', 'reset', {})).status).toBe(200)
  })
})

describe('a worker', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is gone when it did not say in time that it stays', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { control } = withWorkers()
    const { id } = (await control('POST', 'workers', { name: 'brief', seconds: 5 })).body
    await control('POST', 'workers', { id, seconds: 10 })
    vi.advanceTimersByTime(9_000)
    expect((await control('GET', 'workers')).body.data).toMatchObject([{ id, name: 'brief' }])
    vi.advanceTimersByTime(1_000)
    expect((await control('GET', 'workers')).body.data).toEqual([])
    expect((await control('POST', 'workers', { id })).status).toBe(400)
    expect((await control('POST', 'reset', {})).status).toBe(200)
  })
})
