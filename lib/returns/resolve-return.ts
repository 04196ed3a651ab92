import type Stripe from 'stripe'
import type { MemberLogin } from '#lib/access/member-login.ts'
import { Refusal } from '#lib/errors.ts'
import type { Services } from '#lib/services.ts'
import { callStripe, isMissing } from '#lib/stripe/call-stripe.ts'
import type { StripeClient } from '#lib/stripe/client.ts'
import type { ReturnMarks } from './return-marks.ts'

type Stripeful = Pick<Services, 'stripe'>

interface ReturnOfLogin {
  login: Pick<MemberLogin, 'customer' | 'customerId'>
  marks: ReturnMarks
}

/**
 * The clean page that shows what came of it. What Stripe says of the object decides, never the address.
 * @throws Refusal object_not_found (also where it is somebody else's) | outcome_unknown
 */
export async function resolveReturn(services: Stripeful, { login, marks }: ReturnOfLogin): Promise<string> {
  const { setup_intent, payment_intent, session_id, flow, subscription } = marks
  if (setup_intent) return afterSetup(await ownSetupIntent(services, login, setup_intent))
  if (payment_intent) return afterPayment(services, login, await ownPaymentIntent(services, login, payment_intent))
  if (session_id) return afterCheckout(await ownCheckout(services, login, session_id))
  if (!flow) return '/'
  if (subscription) await ownSubscription(services, login, subscription)
  return `/?${new URLSearchParams({ done: flow, ...(subscription && { subscription }) })}`
}

function afterSetup({ status, payment_method }: Stripe.SetupIntent): string {
  if (status === 'processing') return '/payment-methods?done=processing'
  if (status !== 'succeeded') return '/payment-methods?done=failed'
  const id = idOf(payment_method)
  return `/payment-methods?${new URLSearchParams({ done: 'saved', ...(id && { payment_method: id }) })}`
}

async function afterPayment(
  { stripe }: Stripeful,
  { customer }: Pick<MemberLogin, 'customer'>,
  { id, status }: Stripe.PaymentIntent,
): Promise<string> {
  // An intent does not name its invoice, and to ask for invoice payments by intent our key would need one more permission.
  const { value } = await readOutcome(stripe, (client, options) =>
    client.invoices.list({ ...customer, limit: 100, expand: ['data.payments'] }, options),
  )
  const invoice = value.data.find((one) =>
    one.payments?.data.some(({ payment }) => idOf(payment.payment_intent) === id),
  )
  if (invoice) return `/pay/${invoice.id}`
  if (status === 'succeeded') return '/?done=purchase'
  return status === 'processing' ? '/?done=payment_processing' : '/?done=not_finished'
}

function afterCheckout({ status, mode, payment_status }: Stripe.Checkout.Session): string {
  if (status !== 'complete') return '/?done=not_finished'
  if (mode === 'setup') return '/payment-methods?done=saved'
  if (payment_status === 'unpaid') return '/?done=payment_processing'
  return mode === 'subscription' ? '/?done=plan_bought' : '/?done=purchase'
}

const ownSetupIntent = retrieveOwn((stripe, id, options) => stripe.setupIntents.retrieve(id, {}, options))
const ownPaymentIntent = retrieveOwn((stripe, id, options) => stripe.paymentIntents.retrieve(id, {}, options))
const ownCheckout = retrieveOwn((stripe, id, options) => stripe.checkout.sessions.retrieve(id, {}, options))
const ownSubscription = retrieveOwn((stripe, id, options) => stripe.subscriptions.retrieve(id, {}, options))

interface Billed {
  customer: string | { id: string } | null
  customer_account?: string | null
}

function retrieveOwn<Found extends Billed>(
  retrieve: (stripe: StripeClient, id: string, options: Stripe.RequestOptions) => Promise<Found>,
) {
  return async ({ stripe }: Stripeful, { customerId }: Pick<MemberLogin, 'customerId'>, id: string): Promise<Found> => {
    const { value } = await readOutcome(stripe, (client, options) => retrieve(client, id, options)).catch(
      (error: unknown) => {
        if (isMissing(error)) throw new Refusal('object_not_found', { cause: error })
        throw error
      },
    )
    if (idOf(value.customer) === customerId || value.customer_account === customerId) return value
    throw new Refusal('object_not_found')
  }
}

// Whoever comes back may just have paid, so the words that say "nothing was charged" would be wrong.
const readOutcome: typeof callStripe = (stripe, send) =>
  callStripe(stripe, send).catch((error: unknown) => {
    if (error instanceof Refusal) throw new Refusal('outcome_unknown', { cause: error })
    throw error
  })

function idOf(value: string | { id: string } | null | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.id
}
