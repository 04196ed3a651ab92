import { describe, expect, it } from 'vitest'
import { parseCspReports } from './csp-reports.ts'

const parse = (value: unknown) => parseCspReports(Buffer.from(JSON.stringify(value)))

describe('parseCspReports', () => {
  it('keeps where and what, without queries, ids or tokens', () => {
    const report = {
      'document-uri': 'https://billing.acme.example/login/handoffs/tok_secret?token=secret',
      'blocked-uri': 'https://evil.example/collect/secret?card=4242',
      'effective-directive': 'script-src-elem',
      'source-file': 'https://billing.acme.example/_next/static/a.js?secret',
      'line-number': 3,
      'script-sample': 'secret',
      'original-policy': 'secret',
    }
    expect(parse({ 'csp-report': report })).toEqual([
      {
        directive: 'script-src-elem',
        blocked: 'https://evil.example/collect',
        page: 'https://billing.acme.example/login',
        source: 'https://billing.acme.example/_next',
        line: 3,
      },
    ])
  })

  it('takes the newer shape as well, and words in place of an address', () => {
    const body = { effectiveDirective: 'style-src', blockedURL: 'inline', documentURL: 'https://a.example/' }
    expect(parse([{ type: 'csp-violation', body }])).toMatchObject([{ directive: 'style-src', blocked: 'inline' }])
    expect(parse({ 'csp-report': { 'blocked-uri': 'data:text/html,secret' } })).toMatchObject([{ blocked: 'data:' }])
  })

  it.each([null, 1, 'x', {}, [], [null], [1], { 'csp-report': 1 }, { 'csp-report': null }])('ignores %j', (value) => {
    expect(parse(value)).toEqual([])
  })

  it('ignores what is not JSON, and cuts what is endless', () => {
    expect(parseCspReports(Buffer.from('{'))).toEqual([])
    const long = parse({ 'csp-report': { 'blocked-uri': `https://e.example/${'a'.repeat(9999)}` } })
    expect(String(long[0]?.blocked).length).toBeLessThan(100)
    expect(parse(Array.from({ length: 50 }, () => ({ body: {} })))).toHaveLength(10)
  })
})
