import { describe, expect, it } from 'vitest'
import { foreignAddresses } from './foreign-addresses.testing.ts'
import { parseReturnPath } from './return-path.ts'

const own = [
  '/',
  '/plans',
  '/invoices/in_1ABC?page=2',
  '/pay/in_1?from=%2Fplans',
  '/invoices?state=open&sort=-created',
  '/search?q=caf%C3%A9',
  '/a+b?x=1+2',
  '/~user/x.y_z-1',
]

describe('parseReturnPath', () => {
  it.each(own)('keeps %j', (path) => expect(parseReturnPath(path)).toBe(path))
  it.each(foreignAddresses)('refuses %j', (path) => expect(parseReturnPath(path)).toBeUndefined())
  it('refuses nothing at all', () => expect(parseReturnPath(null)).toBeUndefined())
})
