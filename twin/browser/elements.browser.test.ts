import { AxeBuilder } from '@axe-core/playwright'
import { describe, expect, it } from 'vitest'
import { fillCard, paymentFrame } from './testing/host-site.ts'
import { heardNames, mountPayment } from './testing/host-window.ts'
import { useHostSite } from './testing/use-host-site.ts'

const { site, page, key } = await useHostSite()

async function newSetup() {
  const intent = await site.stripe.setupIntents.create({})
  return intent.client_secret ?? ''
}

describe('the Payment Element', () => {
  it('is ready once, after loaderstart, under a strict content security policy', async () => {
    expect(await mountPayment(page, key, { clientSecret: await newSetup() })).toBe('ready')
    await expect.poll(async () => (await heardNames(page)).slice(0, 2)).toEqual(['loaderstart', 'ready'])
    expect(page.complaints).toEqual([])
  })

  it('keeps its inputs in a frame of another origin', async () => {
    await mountPayment(page, key, { mode: 'setup' })
    const frame = await page.locator('#here iframe').elementHandle()
    await expect.poll(() => frame?.getAttribute('name')).toMatch(/^__privateStripeFrame/)
    expect(new URL((await frame?.getAttribute('src')) ?? '').origin).toBe(site.base)
    await expect.poll(() => page.locator('input, select').count()).toBe(0)
    for (const name of ['Card number', 'Expiration date MM / YY', 'Security code', 'ZIP code'])
      await paymentFrame(page).getByRole('textbox', { name, exact: true }).waitFor()
    for (const name of ['number', 'expiry', 'cvc', 'country'])
      await expect.poll(() => paymentFrame(page).locator(`[name=${name}]`).count()).toBe(1)
  })

  it('tells what is filled in, never what it says', async () => {
    await mountPayment(page, key, { mode: 'setup' })
    await fillCard(page, '4242424242424242')
    await paymentFrame(page).getByLabel('Security code').press('Escape')
    await paymentFrame(page).getByLabel('Security code').blur()
    await page.waitForFunction(() => window.heard.some(({ name }) => name === 'blur'))
    const changes = () =>
      page.evaluate(() => window.heard.filter(({ name }) => name === 'change').map(({ detail }) => detail))
    await expect.poll(async () => (await changes()).at(-1)).toMatchObject({ empty: false, complete: true })
    expect((await changes())[0]).toMatchObject({
      elementType: 'payment',
      empty: true,
      complete: false,
      collapsed: false,
      value: { type: 'card' },
    })
    await expect.poll(() => heardNames(page)).toEqual(expect.arrayContaining(['focus', 'escape', 'blur']))
    expect((await page.evaluate(() => window.messages)).join()).not.toContain('4242')
  })

  it('takes the focus when the page asks', async () => {
    await mountPayment(page, key, { mode: 'setup' })
    await page.evaluate(() => window.element.focus())
    await page.waitForFunction(() => window.heard.some(({ name }) => name === 'focus'))
    await expect.poll(() => paymentFrame(page).locator(':focus').getAttribute('name')).toBe('number')
  })

  it.each([
    ['an intent that there is not', { clientSecret: 'seti_nobody_secret_none' }],
    ['a customer session that there is not', { mode: 'setup', customerSessionClientSecret: 'cuss_secret_none' }],
  ])('fails to load for %s, and is never ready', async (_what, options) => {
    expect(await mountPayment(page, key, options)).toBe('loaderror')
    const failure = await page.evaluate(() => window.heard.find(({ name }) => name === 'loaderror')?.detail.error)
    expect(failure).toMatchObject({ type: 'invalid_request_error', message: expect.any(String) })
    expect(await heardNames(page)).not.toContain('ready')
  })

  it('refuses to be mounted on nothing', async () => {
    const mounting = page.evaluate(
      (key) => window.Stripe?.(key).elements({ mode: 'setup' }).create('payment').mount('#nowhere'),
      key,
    )
    await expect(mounting).rejects.toThrow('applies to no DOM elements')
  })

  it('can be unmounted, mounted again, destroyed and made anew', async () => {
    await mountPayment(page, key, { mode: 'setup' })
    await page.evaluate(() => window.element.unmount())
    await expect.poll(() => page.locator('iframe[title="Secure payment input frame"]').count()).toBe(0)
    await page.evaluate(() => window.element.mount('#here'))
    await paymentFrame(page).getByLabel('Card number').waitFor()
    await page.evaluate(() => window.element.destroy())
    await expect(page.evaluate(() => window.element.mount('#here'))).rejects.toThrow('already been destroyed')
    await page.evaluate(() => window.elements.create('payment').mount('#here'))
    await paymentFrame(page).getByLabel('Card number').waitFor()
  })

  it('speaks the language that it is told, and keeps what was typed', async () => {
    await mountPayment(page, key, { mode: 'setup' })
    await fillCard(page, '4242424242424242')
    await page.evaluate(() => window.elements.update({ locale: 'de' }))
    await expect.poll(() => paymentFrame(page).getByLabel('Kartennummer').inputValue()).toBe('4242 4242 4242 4242')
  })

  it('draws the appearance that the page asks for', async () => {
    const appearance = {
      theme: 'night',
      variables: { colorText: '#eeeeee', borderRadius: '12px' },
      rules: { '.Label': { fontWeight: '700' } },
    }
    await mountPayment(page, key, { mode: 'setup', appearance })
    const number = paymentFrame(page).getByLabel('Card number')
    await expect.poll(() => number.evaluate((input) => getComputedStyle(input).borderRadius)).toBe('12px')
    const label = paymentFrame(page).locator('.Label').first()
    await expect.poll(() => label.evaluate((one) => getComputedStyle(one).fontWeight)).toBe('700')
  })

  it('ignores messages that do not come from its frame', async () => {
    await mountPayment(page, key, { mode: 'setup' })
    const count = await page.evaluate(async () => {
      const frame = document.querySelector('iframe')?.name.replace(/\D/g, '')
      const before = window.heard.length
      window.postMessage({ stripeTwin: frame, kind: 'event', name: 'change', detail: { complete: true } }, '*')
      await new Promise((resolve) => setTimeout(resolve, 100))
      return window.heard.length - before
    })
    expect(count).toBe(0)
  })

  it('has a frame that answers nobody but the origin that opened it', async () => {
    const answers = await page.evaluate(async (address) => {
      const heard: unknown[] = []
      window.addEventListener('message', ({ source }) => heard.push(source))
      const countOf = (frame: unknown) => heard.filter((source) => source === frame).length
      const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
      const load = async (host: string) => {
        const iframe = document.createElement('iframe')
        iframe.src = `${address}#frame=1&host=${encodeURIComponent(host)}`
        document.body.append(iframe)
        await new Promise((resolve) => iframe.addEventListener('load', resolve))
        for (const method of ['submit', 'constructor']) {
          iframe.contentWindow?.postMessage({ stripeTwin: '1', kind: 'call', call: 1, method }, '*')
        }
        iframe.contentWindow?.postMessage({ stripeTwin: 'other', kind: 'call', call: 2, method: 'submit' }, '*')
        return iframe.contentWindow
      }
      const stranger = await load('https://stranger.example')
      const host = await load(window.location.origin)
      while (countOf(host) < 2) await wait(10)
      await wait(200)
      return { stranger: countOf(stranger), host: countOf(host) }
    }, `${site.base}/v3/elements-inner-payment.html`)
    // A hello and one answer.
    expect(answers).toEqual({ stranger: 0, host: 2 })
  })

  it.each([
    ['light at 280 px', 280, 'stripe'],
    ['dark', 520, 'night'],
  ])('is accessible, %s', async (_how, width, theme) => {
    await page.setViewportSize({ width, height: 800 })
    await mountPayment(page, key, { mode: 'setup', appearance: { theme } })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    await expect.poll(overflow).toBeLessThanOrEqual(0)
  })
})

describe('elements.submit', () => {
  it.each([
    ['nothing', '', '', '', 'incomplete_number'],
    ['a number that is none', '4242424242424241', '1234', '123', 'invalid_number'],
    ['half an expiry', '4242424242424242', '1', '123', 'incomplete_expiry'],
    ['a year that is past', '4242424242424242', '1220', '123', 'invalid_expiry_year_past'],
    ['no security code', '4242424242424242', '1234', '', 'incomplete_cvc'],
  ])('refuses %s', async (_what, number, expiry, cvc, code) => {
    await mountPayment(page, key, { mode: 'setup' })
    const frame = paymentFrame(page)
    await frame.getByLabel('Card number').pressSequentially(number)
    await frame.getByLabel('Expiration date').pressSequentially(expiry)
    await frame.getByLabel('Security code').pressSequentially(cvc)
    const result = await page.evaluate(() => window.elements.submit())
    expect(result).toMatchObject({ error: { type: 'validation_error', code } })
    await expect.poll(() => frame.getByRole('alert').first().textContent()).toBe(result.error?.message)
  })
})
