// What a person sees at a checkout session's address.
import { lineAmount, type Session } from '../../checkout/session-lines.ts'
import type { Context } from '../../kernel/context.ts'
import type { StripeObject } from '../../kernel/wire.ts'
import { businessName } from '../shared/business-name.ts'
import { cardFields } from '../shared/card-form.ts'
import type { HostedPage } from '../shared/hosted-page.ts'
import { type Html, html } from '../shared/html.ts'
import { intervalText, methodText, moneyText } from '../shared/words.ts'

export type Typed = { email?: string; name?: string; error?: string }

export function checkoutPage(context: Context, session: Session, typed: Typed = {}): HostedPage {
  const customer = context.find('customer', session.customer as string | null)
  const email = typed.email ?? customer?.email ?? session.customer_email ?? ''
  return {
    title: 'Checkout',
    business: businessName(context),
    back: session.cancel_url ? { url: session.cancel_url, label: 'Back' } : undefined,
    status: typed.error ? 402 : 200,
    summary: summary(context, session),
    main: html`<h1>${heading(session)}</h1>
${typed.error && html`<p class="error" role="alert">${typed.error}</p>`}
<form method="post">
<div class="field"><label for="email">Email</label><input id="email" name="email" type="email" autocomplete="email" required value="${email}" ${customer?.email ? html`readonly` : null}></div>
${savedMethods(context, session)}
${cardFields(typed.name)}
<button class="wide" type="submit">${buttonText(session)}</button>
</form>`,
  }
}

/** The bank asks who pays. */
export function authenticationPage(): HostedPage {
  return {
    title: 'Authentication',
    business: 'Your bank',
    summary: html`<p class="quiet">A bank would ask its customer here. Choose what the customer does.</p>`,
    main: html`<h1>Authenticate this payment</h1>
<form method="post">
<p><button name="outcome" value="succeed">Complete authentication</button></p>
<p><button class="plain" name="outcome" value="fail">Fail authentication</button></p>
</form>`,
  }
}

export function expiredPage({ cancel_url: back }: Session): HostedPage {
  return {
    title: 'This checkout has expired',
    business: 'Checkout',
    back: back ? { url: back, label: 'Back' } : undefined,
    status: 410,
    summary: html``,
    main: html`<h1>This checkout has expired</h1>
<p>Nothing was charged. Go back to where you came from to start again.</p>`,
  }
}

function summary(context: Context, session: Session): Html {
  if (session.mode === 'setup') return html`<p class="quiet">Save a card for later.</p>`
  const lines = (session._lines ?? []).map((line) => {
    const price = context.get('price', line.price)
    const name = context.find('product', price.product as string)?.name ?? price.id
    const amount = moneyText(lineAmount(context, line), price.currency)
    return html`<li><span>${line.quantity > 1 && `${line.quantity} × `}${name}</span><span class="end">${amount} ${intervalText(price)}</span></li>`
  })
  return html`<p class="amount">${moneyText(session.amount_total ?? 0, session.currency ?? 'usd')}</p><ul class="rows">${lines}</ul>
${trialText(session)}`
}

function trialText({ _subscriptionData: data }: Session): Html | undefined {
  return data?.trial_period_days
    ? html`<p class="quiet">${data.trial_period_days} days free, then the price above.</p>`
    : undefined
}

function savedMethods(context: Context, session: Session): Html | undefined {
  const saved = savedMethodsOf(context, session)
  if (saved.length === 0) return undefined
  const choices = saved.map(
    (method, index) =>
      html`<label class="choice"><input type="radio" name="paymentMethod" value="${method.id}" ${index === 0 ? html`checked` : null}> ${methodText(method)}</label>`,
  )
  return html`<fieldset><legend>Payment method</legend>${choices}
<label class="choice"><input type="radio" name="paymentMethod" value="new"> Another card</label></fieldset>`
}

/** What the customer agreed to see again. */
export function savedMethodsOf(
  context: Context,
  { customer, saved_payment_method_options: options }: Session,
): StripeObject<'payment_method'>[] {
  const shown = options?.allow_redisplay_filters ?? ['always']
  return customer
    ? context.list(
        'payment_method',
        (one) => one.customer === customer && shown.includes(one.allow_redisplay ?? 'unspecified'),
      )
    : []
}

function heading({ mode }: Session): string {
  return mode === 'setup' ? 'Save your card' : mode === 'subscription' ? 'Subscribe' : 'Pay with card'
}

function buttonText({ mode, amount_total: amount, currency, _subscriptionData: data }: Session): string {
  if (mode === 'setup') return 'Save card'
  if (mode === 'subscription') return data?.trial_period_days ? 'Start trial' : 'Subscribe'
  return `Pay ${moneyText(amount ?? 0, currency ?? 'usd')}`
}
