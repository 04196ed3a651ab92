// Each feature that the catalogue gives the Payment Element, at each of its values, where a card is saved and where an invoice is paid.
// A feature that joins the catalogue fails here until `expectations` says what a customer sees of it.

import { expect, type FrameLocator, type Page } from '@playwright/test'
import type Stripe from 'stripe'
import { components } from '#lib/catalogue/catalogue.ts'
import type { Feature, FeatureValue } from '#lib/catalogue/feature.ts'
import { cards } from '#twin/playwright/cards.ts'
import { fillCard } from '#twin/playwright/fill-card.ts'
import { offeredCards, waitForPaymentElement } from '#twin/playwright/payment-element.ts'
import { createOpenInvoice } from './setup/customers.ts'
import type { Portico } from './setup/instance.ts'
import { getLastSequence, listCalls } from './setup/ledger.ts'
import { openShop, publishPolicy, type Shop } from './setup/shop.ts'
import { createIncompleteSubscriber } from './setup/subscribers.ts'
import { test } from './setup/test.ts'

type FeatureName = keyof typeof components.payment_element.features
type Place = 'setup' | 'pay'

interface Given {
  portico: Portico
  page: Page
  place: Place
  element: FrameLocator
  customer: string
  /** What the operator set. */
  value: FeatureValue
  /** Whether the features that it depends on are set so that it matters. */
  applies: boolean
}

const featureEntries = Object.entries(components.payment_element.features) as [FeatureName, Feature][]
const places: Place[] = ['setup', 'pay']
/** How many cards of each mark the customer has; the newest come last. */
const savedCards = { always: 11, limited: 1, unspecified: 1 }
const saveLabel = 'Save payment details for future purchases'

const expectations: Record<FeatureName, (given: Given) => Promise<void>> = {
  payment_method_redisplay: async ({ element, value }) => {
    await expect(offeredCards(element)).toHaveCount(value ? 3 : 0)
    await expect(element.getByRole('radio', { name: 'New card' })).toHaveCount(value ? 1 : 0)
  },

  payment_method_redisplay_limit: async ({ element, value, applies }) => {
    await expect(offeredCards(element)).toHaveCount(applies ? Number(value) : 0)
  },

  payment_method_allow_redisplay_filters: async ({ element, value, applies }) => {
    const brands = { always: /Visa/, limited: /Mastercard/, unspecified: /American Express/ }
    const newestFirst = ['unspecified', 'limited', 'always'] as const
    const shown = newestFirst
      .filter((mark) => applies && (value as string[]).includes(mark))
      .flatMap((mark) => Array<RegExp>(savedCards[mark]).fill(brands[mark]))
    await expect(offeredCards(element)).toHaveText(shown.slice(0, 3))
  },

  payment_method_save: async (given) => {
    const { element, place, value } = given
    const box = element.getByLabel(saveLabel)
    await expect(box).toHaveCount(value ? 1 : 0)
    if (value) await expect(box).not.toBeChecked()
    const used = await enterNewCard(given, { saves: value === true })
    // A payment keeps no card that the customer did not ask to keep.
    expect(used.customer).toBe(place === 'setup' || value ? given.customer : null)
    expect(used.allow_redisplay).toBe(value ? 'always' : 'unspecified')
    if (value) await expectOfferedNextTime(given)
  },

  payment_method_save_usage: async (given) => {
    const { element, place, value, applies, portico, customer } = given
    if (!applies) return expect(element.getByLabel(saveLabel)).toHaveCount(0)
    await enterNewCard(given, { saves: true })
    const { setupIntents, paymentIntents } = portico.twin.stripe
    if (place === 'setup') expect((await setupIntents.list({ customer })).data[0]?.usage).toBe(value)
    else expect((await paymentIntents.list({ customer })).data[0]?.setup_future_usage).toBe(value)
  },

  payment_method_remove: async ({ element, page, place, value, portico, customer }) => {
    const remove = element.getByRole('button', { name: 'Remove Visa ending in 4242' })
    await expect(remove).toHaveCount(value ? 3 : 0)
    if (!value) return
    await remove.first().click()
    await element.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    if (place === 'setup') await expect(page.getByText('The payment method was removed.')).toBeVisible()
    await expect.poll(async () => (await listSaved(portico, customer)).length).toBe(12)
    if (place === 'setup')
      await expect(page.getByRole('region', { name: 'Saved' }).getByRole('listitem')).toHaveCount(12)
  },
}

let shop: Shop

// Room for thirteen cards, twice.
test.use({ viewport: { width: 1280, height: 2600 } })

test.beforeAll(async ({ porticoOf }, { file }) => {
  shop = await openShop(await porticoOf(file))
})

for (const [name, feature] of featureEntries) {
  for (const { value, applies } of listCases(feature)) {
    for (const place of places) {
      const without = applies ? '' : ` where ${feature.appliesWhen?.feature} is not ${feature.appliesWhen?.is}`
      test(`${name} = ${JSON.stringify(value)}${without}, in ${place}`, async ({ portico, page, loginAs }) => {
        await publishPolicy(portico, policyWith({ [name]: value, ...dependencyOf(feature, applies) }))
        const customer = await createCustomerWithCards(portico)
        const last = await getLastSequence(portico)
        await loginAs(page, { id: customer }, { path: await pathOf(place, portico, customer) })
        const element = await waitForPaymentElement(page)
        expect((await getMintedFeatures(portico, last))[name]).toEqual(
          applies ? parameterOf(feature, value) : undefined,
        )

        const expectOnScreen = expectations[name]
        expect(expectOnScreen, `what a customer sees of ${name}`).toBeDefined()
        await expectOnScreen({ portico, page, place, element, customer, value, applies })
      })
    }
  }
}

test('a card that the customer does not want to see again is marked so', async ({ portico, page, loginAs }) => {
  await publishPolicy(portico, policyWith({ payment_method_save: true, payment_method_save_usage: 'off_session' }))
  const customer = await createCustomerWithCards(portico)
  await loginAs(page, { id: customer }, { path: '/payment-methods' })
  const element = await waitForPaymentElement(page)
  const used = await enterNewCard({ portico, page, place: 'setup', element, customer }, { saves: false })
  expect(used).toMatchObject({ customer, allow_redisplay: 'limited' })
})

test('an invoice whose payment saves the card anyway is minted without save, and the console says so', async ({
  portico,
  page,
  loginAs,
}) => {
  await publishPolicy(portico, policyWith({ payment_method_save: true, payment_method_save_usage: 'off_session' }))
  const { id: customer } = await createIncompleteSubscriber(portico, shop.prices.proMonthly)
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  const [invoice] = (await portico.twin.stripe.invoices.list({ customer })).data
  const last = await getLastSequence(portico)
  await loginAs(page, { id: customer }, { path: `/pay/${invoice?.id}` })
  const element = await waitForPaymentElement(page)
  expect(await getMintedFeatures(portico, last)).toMatchObject({ payment_method_save: 'disabled' })
  expect(await getMintedFeatures(portico, last)).not.toHaveProperty('payment_method_save_usage')
  await expect(element.getByLabel(saveLabel)).toHaveCount(0)
  expect(said.filter((text) => text.includes('payment_method_save is left out here'))).toHaveLength(1)
})

/** Every value of the feature, and once more where what it depends on is the other way. */
function listCases(feature: Feature): { value: FeatureValue; applies: boolean }[] {
  const values = listValues(feature)
  const cases = values.map((value) => ({ value, applies: true }))
  const [first = null] = values
  return feature.appliesWhen ? [...cases, { value: first, applies: false }] : cases
}

function listValues(feature: Feature): FeatureValue[] {
  switch (feature.kind) {
    case 'toggle':
      return [true, false]
    case 'choice':
      return feature.options.map(({ value }) => value)
    case 'choices':
      return [...feature.options.map(({ value }) => [value]), feature.options.map(({ value }) => value)]
    case 'count':
      return [feature.min, feature.default, feature.max]
  }
}

/** What Stripe is told of a value, in Stripe's words. */
function parameterOf(feature: Feature, value: FeatureValue): unknown {
  if (feature.kind === 'toggle') return value ? 'enabled' : 'disabled'
  return value
}

function dependencyOf({ appliesWhen }: Feature, applies: boolean): Record<string, FeatureValue> {
  return appliesWhen ? { [appliesWhen.feature]: applies ? appliesWhen.is : !appliesWhen.is } : {}
}

/** Saved cards show, and nothing else, unless the case says otherwise. */
function policyWith(features: Record<string, FeatureValue>) {
  const usage = features.payment_method_save ? { payment_method_save_usage: 'off_session' } : {}
  const settings = { payment_method_redisplay: true, ...usage, ...features }
  return { components: { payment_element: { enabled: true, features: settings } } }
}

async function createCustomerWithCards({ twin: { stripe } }: Portico): Promise<string> {
  const { id: customer } = await stripe.customers.create({ name: 'Globex GmbH', email: 'billing@globex.example' })
  const save = async (card: string, mark: Stripe.PaymentMethod.AllowRedisplay) => {
    const { id } = await stripe.paymentMethods.attach(card, { customer })
    await stripe.paymentMethods.update(id, { allow_redisplay: mark })
  }
  for (let count = 0; count < savedCards.always; count++) await save('pm_card_visa', 'always')
  await save('pm_card_mastercard', 'limited')
  await save('pm_card_amex', 'unspecified')
  return customer
}

async function pathOf(place: Place, { twin }: Portico, customer: string): Promise<string> {
  return place === 'setup' ? '/payment-methods' : `/pay/${await createOpenInvoice(twin, customer, 'Workshop')}`
}

async function getMintedFeatures(portico: Portico, after: number): Promise<Record<string, unknown>> {
  const mints = await listCalls(portico, 'customerSessions.create', after)
  expect(mints).toHaveLength(1)
  const params = mints[0]?.params as Stripe.CustomerSessionCreateParams
  return { ...params.components.payment_element?.features }
}

async function listSaved({ twin }: Portico, customer: string) {
  return (await twin.stripe.paymentMethods.list({ customer, limit: 100 })).data
}

/** Saves a new card or pays with it. @returns what became of the card */
async function enterNewCard(
  { portico, page, place, element, customer }: Pick<Given, 'portico' | 'page' | 'place' | 'element' | 'customer'>,
  { saves }: { saves: boolean },
): Promise<Stripe.PaymentMethod> {
  await fillCard(page, cards.jcb)
  if (saves) await element.getByLabel(saveLabel).check()
  await page.getByRole('button', { name: place === 'setup' ? 'Save payment method' : /^Pay €/ }).click()
  const done = place === 'setup' ? / is saved\./ : 'This invoice is paid.'
  await expect(page.getByText(done)).toBeVisible()
  const { setupIntents, paymentIntents, paymentMethods } = portico.twin.stripe
  const { data } = await (place === 'setup' ? setupIntents.list({ customer }) : paymentIntents.list({ customer }))
  return paymentMethods.retrieve(String(data[0]?.payment_method))
}

async function expectOfferedNextTime({ portico, page }: Given) {
  await page.goto(`${portico.url}/payment-methods`)
  await expect(offeredCards(await waitForPaymentElement(page)).first()).toContainText('JCB •••• 0505')
}
