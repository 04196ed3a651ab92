import { describe, expect, it } from 'vitest'
import { fillCard, paymentFrame } from './testing/host-site.ts'
import { heardNames, mountPayment } from './testing/host-window.ts'
import { useHostSite } from './testing/use-host-site.ts'

const { site, page, key } = await useHostSite()

const changes = () =>
  page.evaluate(() => window.heard.filter(({ name }) => name === 'change').map(({ detail }) => detail))
const lastChange = async () => (await changes()).at(-1)

describe('the events of an element', () => {
  it.each([
    ['loaderstart', {}],
    ['ready', {}],
    ['availablepaymentmethodschange', { paymentMethods: { card: { available: true } } }],
    ['focus', {}],
    ['escape', {}],
    ['blur', {}],
  ])('have the shape of %s', async (name, more) => {
    await mountPayment(page, key, { mode: 'setup' })
    await paymentFrame(page).getByLabel('Card number').press('Escape')
    await paymentFrame(page).getByLabel('Card number').blur()
    await page.waitForFunction(() => window.heard.some(({ name }) => name === 'blur'))
    const found = () => page.evaluate((name) => window.heard.filter((event) => event.name === name), name)
    await expect.poll(found).toEqual([{ name, detail: { elementType: 'payment', ...more } }])
  })

  it('tell of every key that changes something', async () => {
    await mountPayment(page, key, { mode: 'setup' })
    const before = (await changes()).length
    await paymentFrame(page).getByLabel('Card number').pressSequentially('4242')
    await expect.poll(async () => (await changes()).length).toBe(before + 4)
    await expect
      .poll(async () => (await changes()).at(-1))
      .toEqual({
        elementType: 'payment',
        empty: false,
        complete: false,
        collapsed: false,
        value: { type: 'card', billingDetails: { address: { country: 'US', postalCode: null } } },
      })
  })

  it('say when it is collapsed, opened and collapsed again', async () => {
    await mountPayment(page, key, { mode: 'setup' }, { layout: { type: 'accordion', defaultCollapsed: true } })
    await expect.poll(lastChange).toMatchObject({ collapsed: true, empty: true, complete: false })
    await paymentFrame(page).getByRole('radio', { name: 'Card' }).check()
    await expect.poll(lastChange).toMatchObject({ collapsed: false })
    await page.evaluate(() => window.element.collapse())
    await expect.poll(lastChange).toMatchObject({ collapsed: true })
  })

  it('reach whoever listens, once or until off', async () => {
    await mountPayment(page, key, { mode: 'setup' })
    await page.evaluate(() => {
      const note = (name: string) => () => window.heard.push({ name, detail: {} })
      const off = note('off')
      window.element.on('change', note('on')).once('change', note('once'))
      window.element.on('change', off)
      window.element.off('change', off)
    })
    await paymentFrame(page).getByLabel('Card number').pressSequentially('42')
    await expect.poll(async () => (await heardNames(page)).filter((name) => name === 'on').length).toBe(2)
    await expect.poll(async () => (await heardNames(page)).filter((name) => name === 'once')).toHaveLength(1)
    expect(await heardNames(page)).not.toContain('off')
  })

  it.each([
    ['an unknown event', 'nonsense', '() => {}', 'Invalid event'],
    ['a handler that is none', 'change', '"no function"', 'Invalid handler'],
  ])('refuse %s', async (_what, name, handler, message) => {
    const listening = page.evaluate(
      ([key, name, isFunction]) => {
        const element = window
          .Stripe?.(key as string)
          .elements({ mode: 'setup' })
          .create('payment')
        element?.on(name as 'ready', (isFunction ? () => {} : 'no function') as never)
      },
      [key, name, handler.startsWith('()')] as const,
    )
    await expect(listening).rejects.toThrow(message)
  })

  it('is ready once, however the group changes afterwards', async () => {
    await mountPayment(page, key, { mode: 'payment', amount: 100, currency: 'eur' })
    await page.evaluate(async () => {
      await window.elements.update({ amount: 200, appearance: { theme: 'night' } })
      window.element.update({ readOnly: true })
      await window.elements.fetchUpdates()
    })
    await expect.poll(async () => (await heardNames(page)).filter((name) => name === 'ready')).toHaveLength(1)
  })

  it('begins anew when it is mounted again', async () => {
    await mountPayment(page, key, { mode: 'setup' })
    await page.evaluate(() => {
      window.element.unmount()
      window.element.mount(document.querySelector('#here') as HTMLElement)
    })
    await expect
      .poll(() => heardNames(page))
      .toEqual([
        ...['loaderstart', 'ready', 'availablepaymentmethodschange', 'change'],
        ...['loaderstart', 'ready', 'availablepaymentmethodschange', 'change'],
      ])
  })
})

describe('element.mount', () => {
  it.each([
    ['a selector that finds nothing', '"#nowhere"', 'applies to no DOM elements'],
    ['nothing', 'undefined', 'Invalid DOM element'],
    ['null', 'null', 'Invalid DOM element'],
    ['text', 'document.createTextNode("x")', 'Invalid DOM element'],
  ])('refuses %s', async (_what, target, message) => {
    const mounting = page.evaluate(`Stripe('${key}').elements({ mode: 'setup' }).create('payment').mount(${target})`)
    await expect(mounting).rejects.toThrow(message)
  })

  it('may be called twice for one place, but not for another', async () => {
    await mountPayment(page, key, { mode: 'setup' })
    await page.evaluate(() => window.element.mount('#here'))
    await expect.poll(() => page.locator('#here iframe').count()).toBe(1)
    await expect(page.evaluate(() => window.element.mount('main'))).rejects.toThrow('already mounted')
  })

  it('survives StrictMode’s mount, destroy, create and mount', async () => {
    await page.evaluate((key) => {
      window.stripe = window.Stripe?.(key) as never
      window.elements = window.stripe.elements({ mode: 'setup' })
      const first = window.elements.create('payment')
      first.mount('#here')
      first.destroy()
      window.element = window.elements.create('payment')
      window.element.mount('#here')
    }, key)
    await fillCard(page, '4242424242424242')
    await expect.poll(() => page.locator('#here iframe').count()).toBe(1)
    expect(await page.evaluate(() => window.elements.submit())).toEqual({ selectedPaymentMethod: 'card' })
  })
})

describe('an element', () => {
  it.each(['mount', 'destroy', 'update', 'focus', 'blur', 'clear', 'collapse'])(
    'refuses %s once it is destroyed',
    async (method) => {
      await mountPayment(page, key, { mode: 'setup' })
      await page.evaluate(() => window.element.destroy())
      const calling = page.evaluate(
        (method) => (window.element as unknown as Record<string, (target: string) => void>)[method]?.('#here'),
        method,
      )
      await expect(calling).rejects.toThrow('already been destroyed')
    },
  )

  it('takes and leaves the focus, and forgets what was typed', async () => {
    await mountPayment(page, key, { mode: 'setup' })
    await fillCard(page, '4242424242424242')
    await page.evaluate(() => window.element.focus())
    await expect.poll(() => paymentFrame(page).locator(':focus').count()).toBe(1)
    await page.evaluate(() => window.element.blur())
    await expect.poll(() => paymentFrame(page).locator(':focus').count()).toBe(0)
    await page.evaluate(() => window.element.clear())
    await expect.poll(() => paymentFrame(page).getByLabel('Card number').inputValue()).toBe('')
    await expect.poll(lastChange).toMatchObject({ empty: true, complete: false })
  })

  it('can be submitted before it has loaded', async () => {
    const result = await page.evaluate((key) => {
      const elements = window.Stripe?.(key).elements({ mode: 'setup' })
      elements?.create('payment').mount('#here')
      return elements?.submit()
    }, key)
    expect(result).toMatchObject({ error: { type: 'validation_error', code: 'incomplete_number' } })
  })

  it('loads although its options hold handlers, and speaks English where it knows no better', async () => {
    await page.evaluate((key) => {
      const options = { type: 'embedded', embedded: { handleRender: () => {} } }
      window.elements = (window.Stripe as NonNullable<typeof window.Stripe>)(key).elements({
        mode: 'setup',
        locale: 'ja',
        customPaymentMethods: [{ id: 'cpmt_1', options }],
      } as never)
      window.elements.create('payment').mount('#here')
    }, key)
    await paymentFrame(page).getByLabel('Card number').waitFor()
    await expect.poll(() => paymentFrame(page).locator('html').getAttribute('lang')).toBe('en')
  })

  it('asks for what its fields and its update say', async () => {
    await mountPayment(page, key, { mode: 'setup' }, { fields: { billingDetails: { name: 'always' } } })
    await paymentFrame(page).getByLabel('Full name').fill('Jenny Rosen')
    await page.evaluate(() => window.element.update({ fields: { billingDetails: { address: 'never' } } }))
    await expect.poll(() => paymentFrame(page).getByLabel('Country').count()).toBe(0)
  })
})

describe('elements.update', () => {
  it('gives a Promise, and says when it has ended', async () => {
    await mountPayment(page, key, { mode: 'payment', amount: 100, currency: 'eur' })
    const found = await page.evaluate(async () => {
      let hasEnded = false
      window.elements.on('update-end', () => {
        hasEnded = true
      })
      const updating = window.elements.update({ amount: 250 })
      return { isPromise: updating instanceof Promise, value: await updating, hasEnded }
    })
    expect(found).toEqual({ isPromise: true, value: undefined, hasEnded: true })
  })

  it.each([
    ['the client secret', { clientSecret: 'seti_1_secret_2' }, 'clientSecret'],
    ['the kinds of payment method', { paymentMethodTypes: ['card'] }, 'no longer supported'],
    ['the mode to one that there is not', { mode: 'gift' }, 'mode should be one of'],
    ['the amount to text', { amount: 'a lot' }, 'amount should be an integer'],
    ['a customer session to a number', { customerSessionClientSecret: 5 }, 'customerSessionClientSecret should be'],
  ])('refuses to change %s', async (_what, options, message) => {
    await mountPayment(page, key, { mode: 'payment', amount: 100, currency: 'eur' })
    const updating = page.evaluate((options) => window.elements.update(options as never), options)
    await expect(updating).rejects.toThrow(message)
  })

  it('fails to load for a customer session that there is not, and recovers with the next', async () => {
    await mountPayment(page, key, { mode: 'setup' })
    await page.evaluate(() => window.elements.update({ customerSessionClientSecret: 'cuss_secret_none' }))
    await expect.poll(() => heardNames(page)).toContain('loaderror')
    const customer = await site.stripe.customers.create({})
    const session = await site.stripe.customerSessions.create({
      customer: customer.id,
      components: { payment_element: { enabled: true } },
    })
    await page.evaluate(
      (secret) => window.elements.update({ customerSessionClientSecret: secret }),
      session.client_secret,
    )
    await expect.poll(() => paymentFrame(page).getByLabel('Card number').count()).toBe(1)
    expect(await page.evaluate(() => window.elements.submit())).toMatchObject({ error: { code: 'incomplete_number' } })
  })
})

describe('elements.fetchUpdates', () => {
  it('resolves with nothing, or with what went wrong', async () => {
    const intent = await site.stripe.paymentIntents.create({ amount: 900, currency: 'eur' })
    await mountPayment(page, key, { clientSecret: intent.client_secret })
    expect(await page.evaluate(() => window.elements.fetchUpdates())).toEqual({})
    await site.stripe.paymentIntents.cancel(intent.id)
    expect(await page.evaluate(() => window.elements.fetchUpdates())).toMatchObject({
      error: { message: expect.any(String) },
    })
  })
})
