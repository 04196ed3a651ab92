import { describe, expect, it } from 'vitest'
import { cookieName, readCookie, serializeCookie, serializeExpiredCookie } from './cookies.ts'

const withCookies = (cookie: string) => new Headers({ cookie })

describe('cookieName', () => {
  it('binds the cookie to the host on https, and names the port on plain http', () => {
    expect(cookieName('login', 'https://billing.acme.example')).toBe('__Host-portico_login')
    expect(cookieName('login', 'http://localhost:3000')).toBe('portico_login_3000')
    expect(cookieName('login', 'http://localhost')).toBe('portico_login_80')
  })
})

describe('serializeCookie', () => {
  it('hides the cookie from scripts and other hosts', () => {
    expect(serializeCookie('__Host-portico_login', 'abc', { maxAgeSeconds: 60 })).toBe(
      '__Host-portico_login=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure',
    )
    expect(serializeCookie('portico_login_3000', 'a;b\r\n', { sameSite: 'Strict' })).toBe(
      'portico_login_3000=a%3Bb%0D%0A; Path=/; HttpOnly; SameSite=Strict',
    )
    expect(serializeExpiredCookie('portico_login_3000')).toContain('Max-Age=0')
  })
})

describe('readCookie', () => {
  it('finds one cookie among others, by its whole name', () => {
    expect(readCookie(withCookies('a=1; portico_login_3000=x%3Dy; b=2'), 'portico_login_3000')).toBe('x=y')
    expect(readCookie({ headers: withCookies('portico_login_3000=x') }, 'portico_login_3000')).toBe('x')
    expect(readCookie(withCookies('xportico_login_3000=x'), 'portico_login_3000')).toBeUndefined()
    expect(readCookie(new Headers(), 'a')).toBeUndefined()
  })

  it('believes neither of two with one name, nor a broken one', () => {
    expect(readCookie(withCookies('a=1; a=2'), 'a')).toBeUndefined()
    expect(readCookie(withCookies('a=%zz'), 'a')).toBeUndefined()
  })
})
