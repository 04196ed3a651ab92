// A company with customers in every situation, for looking at each page in each state.
import { companySchema } from '#lib/company/company.ts'
import { publishCompany } from '#lib/company/publish-company.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { createOpenInvoice } from '../setup/customers.ts'
import type { Portico } from '../setup/instance.ts'
import { withServices } from '../setup/open-services.ts'
import { openShop, type Shop } from '../setup/shop.ts'
import { createIncompleteSubscriber, createSubscriber, saveAsDefault } from '../setup/subscribers.ts'

export interface Stage {
  portico: Portico
  shop: Shop
  customers: Record<'active' | 'pastDue' | 'incomplete' | 'trial' | 'ending' | 'paused' | 'empty', string>
  invoices: Record<'open' | 'paid' | 'void', string>
}

const daySeconds = 24 * 60 * 60

export async function setUpStage(portico: Portico): Promise<Stage> {
  const { stripe, control } = portico.twin
  const now = Math.floor(Date.now() / 1000)
  await control('POST', 'clock', { now: now - 33 * daySeconds })
  const shop = await openShop(portico)
  await introduceCompany(portico)
  await portico.startHostApp()

  const { proMonthly, proYearly, starterMonthly, teamMonthly } = shop.prices
  const pastDue = await createSubscriber(portico, {
    price: proMonthly,
    name: 'Initech Ltd',
    email: 'ap@initech.example',
  })
  await saveAsDefault(portico, pastDue.id, 'pm_card_chargeCustomerFail')
  await createOpenInvoice(portico.twin, pastDue.id, 'Workshop on 3 November')
  await control('POST', 'clock', { now: now - 1.5 * daySeconds })
  await control('POST', 'clock', { now })

  const subscribe = (price: string, subscription = {}) => createSubscriber(portico, { price, subscription })
  const active = await createSubscriber(portico, { price: proMonthly, cards: ['pm_card_visa', 'pm_card_mastercard'] })
  await stripe.customers.update(active.id, { metadata: { acme_people: 'ada:owner,bob:billing,vic:viewer' } })
  const paused = await subscribe(starterMonthly)
  await stripe.subscriptions.update(paused.subscription, { pause_collection: { behavior: 'void' } })
  const { id: empty } = await stripe.customers.create({ name: 'Umbrella AG', email: 'finance@umbrella.example' })

  const customers = {
    active: active.id,
    pastDue: pastDue.id,
    incomplete: (await createIncompleteSubscriber(portico, starterMonthly)).id,
    trial: (await createTeam(portico, teamMonthly)).id,
    ending: (await subscribe(proYearly, { cancel_at_period_end: true })).id,
    paused: paused.id,
    empty,
  }
  const open = await createOpenInvoice(portico.twin, active.id, 'Workshop')
  const cancelled = await createOpenInvoice(portico.twin, active.id, 'Workshop, booked by mistake')
  await stripe.invoices.voidInvoice(cancelled)
  const paid = (await stripe.subscriptions.retrieve(active.subscription)).latest_invoice
  return { portico, shop, customers, invoices: { open, paid: String(paid), void: cancelled } }
}

function createTeam(portico: Portico, price: string) {
  const items = [{ price, quantity: 12 }]
  return createSubscriber(portico, { price, subscription: { items, trial_period_days: 14 } })
}

async function introduceCompany(portico: Portico) {
  await withServices(portico, async (services) => {
    const company = companySchema.parse({
      name: 'Acme',
      accent: '#0a5d8c',
      support_email: 'help@acme.example',
      terms_url: 'https://acme.example/terms',
      privacy_url: 'https://acme.example/privacy',
      imprint_url: 'https://acme.example/imprint',
      host_url: portico.hostUrl,
    })
    const audit = { scope: await getScope(services), actor: { kind: 'system' as const }, request: null }
    await publishCompany(services, { ...audit, expectedRevision: 0, company })
  })
}
