import { describe, expect, it } from 'vitest'
import { describeError, describeRoute } from './log.ts'

describe('describeError', () => {
  it('leaves out the message, which may quote a secret', () => {
    const error = Object.assign(new Error('key sk_test_canary\nsk_test_second_line'), { code: 'ECONNREFUSED' })
    const said = describeError(error)
    expect(said).toMatchObject({ error: 'Error', code: 'ECONNREFUSED' })
    expect(said.stack).toContain('at ')
    expect(JSON.stringify(said)).not.toContain('sk_test')
  })
})

describe('describeRoute', () => {
  it('keeps the words of a path and hides ids and tokens', () => {
    expect(describeRoute('/login/handoffs/Zm9vYmFy')).toBe('/login/handoffs/:id')
    expect(describeRoute('/api/customer-sessions')).toBe('/api/customer-sessions')
    expect(describeRoute('/pay/in_123')).toBe('/pay/:id')
  })
})
