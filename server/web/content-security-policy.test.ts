import { describe, expect, it } from 'vitest'
import { createContentSecurityPolicy } from './content-security-policy.ts'
import { env } from './running-server.testing.ts'

describe('createContentSecurityPolicy', () => {
  const policyOf = (pathname: string, of = env) => createContentSecurityPolicy(of)({ nonce: 'n', pathname })

  it('allows Stripe on the pages that embed it, and nowhere else', () => {
    expect(policyOf('/plans')).toContain('https://js.stripe.com')
    expect(policyOf('/pay/in_1')).toContain('frame-src https://js.stripe.com')
    for (const path of ['/', '/plansx', '/payments', '/admin'])
      expect(policyOf(path)).not.toMatch(/js\.stripe|api\.stripe|link\.com/)
  })

  it('lets forms lead to Stripe’s pages and the host alone', () => {
    const policy = policyOf('/')
    expect(policy).toContain("form-action 'self' https://checkout.stripe.com https://app.acme.example;")
  })

  it('allows just the configured address when that is not Stripe’s', () => {
    const stripe = { ...env.stripe, scriptUrl: 'http://localhost:12111', apiUrl: 'http://127.0.0.1:12111' }
    const policy = policyOf('/buy', { ...env, stripe })
    expect(policy).toContain("connect-src 'self' http://localhost:12111 http://127.0.0.1:12111;")
    expect(policy).not.toMatch(/js\.stripe|link\.com/)
  })
})
