import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test'
import { paymentElement } from './payment-element.ts'

/** What is typed as a card. */
export interface CardDetails {
  number?: string
  /** `MM / YY` */
  expiry?: string
  securityCode?: string
  /** Where the form asks for it. */
  name?: string
}

/**
 * Types a new card where this page asks for one: in a Payment Element, at Stripe's checkout, or in its portal.
 * @param card a number alone, or more of it; a Visa card that works when left out
 */
export async function fillCard(page: Page, card: string | CardDetails = {}): Promise<void> {
  const details = typeof card === 'string' ? { number: card } : card
  const { number = '4242424242424242', expiry = '12 / 34', securityCode = '123', name = 'Ada Lovelace' } = details
  const form = await findCardForm(page)
  const newCard = newCardChoice(form)
  if (await newCard.count()) await newCard.check()
  await cardNumber(form).fill(number)
  await form
    .getByLabel(/^Expiration/)
    .or(form.locator('#cardExpiry'))
    .fill(expiry)
  await form
    .getByLabel(/^(Security code|CVC)$/)
    .or(form.locator('#cardCvc'))
    .fill(securityCode)
  const cardholder = form.locator('#billingName')
  if (await cardholder.count()) await cardholder.fill(name)
}

type CardForm = Page | FrameLocator

/** Stripe's pages keep their ids in every language. */
function cardNumber(form: CardForm): Locator {
  return form.getByLabel('Card number').or(form.locator('#cardNumber'))
}

/** Where cards are saved already, the fields for another one wait behind this choice. */
function newCardChoice(form: CardForm): Locator {
  const named = form.getByRole('radio', { name: /^(New card|Another card)$/ })
  return named.or(form.locator('input[name="paymentMethod"][value="card"]'))
}

async function findCardForm(page: Page): Promise<CardForm> {
  const forms: CardForm[] = [page, paymentElement(page)]
  const isReady = (form: CardForm) => cardNumber(form).or(newCardChoice(form)).first().isVisible()
  let found: CardForm | undefined
  await expect
    .poll(
      async () => {
        for (const form of forms) if (await isReady(form)) found = form
        return Boolean(found)
      },
      { message: 'a form for a card', timeout: 20_000 },
    )
    .toBe(true)
  if (!found) throw new Error('There is no form for a card.')
  return found
}
