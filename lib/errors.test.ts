import { describe, expect, it } from 'vitest'
import { Refusal } from './errors.ts'

describe('Refusal', () => {
  it('is one to every copy of this module', async () => {
    const copy: typeof import('./errors.ts') = await import(`./errors.ts?${'copy'}`)
    expect(copy.Refusal).not.toBe(Refusal)
    const refusal: unknown = new copy.Refusal('stripe_busy')
    expect(refusal).toBeInstanceOf(Refusal)
    expect(refusal instanceof Refusal && refusal.status).toBe(503)
  })

  it.each([new Error('stripe_busy'), { code: 'stripe_busy', status: 503 }, 'stripe_busy', null])(
    'is not %s',
    (value) => {
      expect(value).not.toBeInstanceOf(Refusal)
    },
  )
})
