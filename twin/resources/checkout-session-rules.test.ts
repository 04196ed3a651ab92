import { describe, expect, it } from 'vitest'
import { createCheckout, success_url } from '../checkout/testing.ts'

describe('checkout.sessions.create', () => {
  it('answers what is documented for a session that was given the least', async () => {
    const { open } = await createCheckout()
    const session = await open()
    expect(session).toMatchObject({
      id: expect.stringMatching(/^cs_test_/),
      object: 'checkout.session',
      after_expiration: null,
      allow_promotion_codes: null,
      amount_subtotal: 5000,
      amount_total: 5000,
      cancel_url: null,
      client_reference_id: null,
      client_secret: null,
      consent: null,
      consent_collection: null,
      currency: 'eur',
      custom_fields: [],
      custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
      customer: null,
      customer_creation: 'if_required',
      customer_details: null,
      discounts: [],
      invoice: null,
      livemode: false,
      metadata: {},
      mode: 'payment',
      payment_intent: null,
      payment_link: null,
      payment_method_collection: 'if_required',
      payment_status: 'unpaid',
      recovered_from: null,
      setup_intent: null,
      shipping_options: [],
      status: 'open',
      subscription: null,
      total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
      ui_mode: 'hosted_page',
    })
    expect(session.expires_at - session.created).toBe(24 * 3600)
  })

  it.each([
    ['embedded_page', { return_url: success_url }, { redirect_on_completion: 'always' }],
    ['embedded_page', { redirect_on_completion: 'never' }, { redirect_on_completion: 'never' }],
    ['elements', { return_url: success_url }, { return_url: success_url }],
    ['form', { return_url: success_url }, { return_url: success_url }],
  ])('gives a secret instead of an address for %s', async (ui_mode, params, expected) => {
    const { open } = await createCheckout()
    const session = await open({ ui_mode, ...params })
    expect(session).toMatchObject({
      ui_mode,
      url: null,
      client_secret: expect.stringMatching(/^cs_test_\w+_secret_\w+$/),
      ...expected,
    })
  })

  it.each([
    [{ mode: undefined }, 'mode'],
    [{ success_url: undefined }, 'success_url'],
    [{ success_url: 'nowhere' }, 'success_url'],
    [{ return_url: success_url }, 'return_url'],
    [{ redirect_on_completion: 'never' }, 'redirect_on_completion'],
    [{ ui_mode: 'embedded_page' }, 'return_url'],
    [{ ui_mode: 'embedded_page', redirect_on_completion: 'never', return_url: success_url }, 'return_url'],
    [{ ui_mode: 'embedded_page', return_url: success_url, success_url }, 'success_url'],
    [{ ui_mode: 'embedded_page', return_url: success_url, cancel_url: success_url }, 'cancel_url'],
    [{ ui_mode: 'elements' }, 'return_url'],
    [{ ui_mode: 'elements', return_url: success_url, submit_type: 'pay' }, 'submit_type'],
    [
      { ui_mode: 'elements', return_url: success_url, after_expiration: { recovery: { enabled: true } } },
      'after_expiration',
    ],
    [{ ui_mode: 'elements', return_url: success_url, custom_text: { submit: { message: 'Hi' } } }, 'custom_text'],
    [{ ui_mode: 'elements', return_url: success_url, origin_context: 'web' }, 'origin_context'],
    [
      { ui_mode: 'elements', return_url: success_url, tax_id_collection: { enabled: true, required: 'never' } },
      'tax_id_collection[required]',
    ],
    [{ permissions: { update_shipping_details: 'server_only' } }, 'permissions'],
    [{ ui_mode: 'hosted' }, 'ui_mode'],
    [{ locale: 'tlh' }, 'locale'],
    [{ client_reference_id: 'x'.repeat(201) }, 'client_reference_id'],
    [{ customer_email: 'nobody' }, 'customer_email'],
    [{ customer_update: { name: 'auto' } }, 'customer_update'],
    [{ payment_method_collection: 'always' }, 'payment_method_collection'],
    [{ subscription_data: { description: 'x' } }, 'subscription_data'],
    [{ setup_intent_data: { description: 'x' } }, 'setup_intent_data'],
    [{ mode: 'setup' }, 'currency'],
    [{ mode: 'setup', currency: 'eur', submit_type: 'pay' }, 'submit_type'],
    [{ mode: 'setup', currency: 'eur', phone_number_collection: { enabled: true } }, 'phone_number_collection'],
    [{ mode: 'setup', currency: 'eur', payment_intent_data: { description: 'x' } }, 'payment_intent_data'],
    [
      { mode: 'setup', currency: 'eur', saved_payment_method_options: { payment_method_save: 'enabled' } },
      'saved_payment_method_options',
    ],
    [{ discounts: [{ coupon: 'x' }], allow_promotion_codes: true }, 'allow_promotion_codes'],
    [{ discounts: [{ coupon: 'x' }, { coupon: 'y' }] }, 'discounts'],
    [{ discounts: [{ coupon: 'none' }] }, 'discounts[0][coupon]'],
    [{ custom_text: { submit: { message: 'x'.repeat(1201) } } }, 'custom_text[submit][message]'],
  ])('refuses %j and names %s', async (params, param) => {
    const { open } = await createCheckout()
    await expect(open(params)).rejects.toMatchObject({ statusCode: 400, param })
  })

  it.each([29 * 60, 24 * 3600 + 60])('refuses to expire after %i seconds', async (seconds) => {
    const { open, account } = await createCheckout()
    await expect(open({ expires_at: account.now() + seconds })).rejects.toMatchObject({ param: 'expires_at' })
  })
})
