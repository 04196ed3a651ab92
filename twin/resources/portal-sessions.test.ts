import { describe, expect, it } from 'vitest'
import { createPortalAccount } from '../portal/testing.ts'

describe('billingPortal.sessions.create', () => {
  it('answers the whole object and tells of it', async () => {
    const { stripe, customer, configuration, open } = await createPortalAccount()
    const session = await open()
    const { id: _, created: __, url, ...rest } = session
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:12111\/p\/session\/test_\w{40,}$/)
    expect(rest).toMatchObject({
      object: 'billing_portal.session',
      after_expiration: null,
      configuration: configuration.id,
      customer: customer.id,
      customer_account: null,
      flow: null,
      livemode: false,
      locale: null,
      on_behalf_of: null,
      return_url: 'https://host.example/billing',
    })
    const { data } = await stripe.events.list({ type: 'billing_portal.session.created' })
    expect(data[0]?.data.object).toMatchObject({ id: session.id, url })
  })

  it('takes locale, return address and e-mail recovery', async () => {
    const { open, account } = await createPortalAccount()
    const expires_at = account.now() + 86_400
    const session = await open(undefined, {
      locale: 'zh-HK',
      return_url: 'http://localhost:3000/return?x=1',
      on_behalf_of: 'acct_123',
      after_expiration: { type: 'customer_login', customer_login: { expires_at } },
    })
    expect(session).toMatchObject({
      locale: 'zh-HK',
      return_url: 'http://localhost:3000/return?x=1',
      on_behalf_of: 'acct_123',
      after_expiration: { type: 'customer_login', customer_login: { expires_at } },
    })
  })

  it.each(['//evil.example', 'javascript:alert(1)', '/billing', 'https:// evil'])(
    'refuses the return address %s',
    async (return_url) => {
      const { open } = await createPortalAccount()
      await expect(open(undefined, { return_url })).rejects.toMatchObject({ code: 'url_invalid', param: 'return_url' })
    },
  )

  it('refuses what is not one of its 47 locales, an unknown customer, and a configuration that is off', async () => {
    const { stripe, open, configuration } = await createPortalAccount()
    await expect(open(undefined, { locale: 'tlh' })).rejects.toMatchObject({ param: 'locale' })
    await expect(open(undefined, { customer: 'cus_live' })).rejects.toMatchObject({
      statusCode: 400,
      code: 'resource_missing',
    })
    await stripe.billingPortal.configurations.update(configuration.id, { active: false })
    await expect(open()).rejects.toMatchObject({ param: 'configuration' })
  })

  it('uses the default configuration, and says in Stripe’s words when none was saved', async () => {
    const { stripe, customer, twin } = await createPortalAccount()
    const [saved] = (await stripe.billingPortal.configurations.list({ is_default: true })).data
    expect(await stripe.billingPortal.sessions.create({ customer: customer.id })).toMatchObject({
      configuration: saved?.id,
    })
    await twin.fetch('http://twin/_twin/portal_default', {
      method: 'POST',
      headers: { authorization: 'Bearer sk_test_of_a_unit_test' },
      body: '{"saved": false}',
    })
    await expect(stripe.billingPortal.sessions.create({ customer: customer.id })).rejects.toMatchObject({
      message: expect.stringContaining('your test mode default configuration has not been created'),
    })
  })
})
