import type { StripeCardElement } from '@stripe/stripe-js'
import './host-window.ts'
import { useHostSite } from './use-host-site.ts'

export type CardType = 'card' | 'cardNumber' | 'cardExpiry' | 'cardCvc'

export const splitTypes: CardType[] = ['cardNumber', 'cardExpiry', 'cardCvc']

/** A host's page for Card Elements, and what a customer does with them. */
export async function useCardPage() {
  const { site, page, key } = await useHostSite()
  const inFrame = (type: CardType) => page.frameLocator(`#${type} iframe`)

  return {
    site,
    page,
    inFrame,

    /** Mounts elements of these types, each in a place of its own; waits until all are ready. */
    mount: (types: CardType[], options: object = {}) =>
      page.evaluate(
        async ([key, types, options]) => {
          window.heard = []
          window.messages = []
          window.addEventListener('message', ({ data }) => window.messages.push(JSON.stringify(data)))
          window.stripe = (window.Stripe as NonNullable<typeof window.Stripe>)(key as string)
          window.elements = window.stripe.elements()
          const mounting = (types as string[]).map((type) => {
            const place = document.createElement('div')
            place.id = type
            document.querySelector('#here')?.append(place)
            const element = window.elements.create(type as 'card', options as never) as StripeCardElement
            for (const name of ['change', 'focus', 'blur', 'escape', 'ready'] as const) {
              element.on(name as 'change', (detail) => window.heard.push({ name, detail: { ...detail } }))
            }
            element.mount(place)
            return new Promise<void>((resolve) => element.on('ready', () => resolve()))
          })
          await Promise.all(mounting)
        },
        [key, types, options] as const,
      ),

    lastChange: () => page.evaluate(() => window.heard.findLast(({ name }) => name === 'change')?.detail),

    /** Types a card into the one Card Element, or into the three that split it. */
    fill: async (type: 'card' | 'cardNumber', number = '4242424242424242', expiry = '1234', cvc = '123') => {
      const [numberType, expiryType, cvcType] = type === 'card' ? ['card', 'card', 'card'] : splitTypes
      await inFrame(numberType as CardType)
        .locator('[name=cardnumber]')
        .fill(number)
      await inFrame(expiryType as CardType)
        .locator('[name=exp-date]')
        .fill(expiry)
      await inFrame(cvcType as CardType)
        .locator('[name=cvc]')
        .fill(cvc)
    },
  }
}
