import { openIntentOf } from '../../billing/invoices/invoice-payments.ts'
import type { Subscription } from '../../billing/subscriptions/subscription-items.ts'
import { listOwnSubscriptions, refuseCancel, refusePause, refuseUpdate } from '../../portal/subscription-actions.ts'
import { type Html, html } from '../shared/html.ts'
import { planFuture, planName, planPrice } from './plan-text.ts'
import type { Visit } from './visit.ts'

export function planSection(visit: Visit): Html {
  const { t, context, owner } = visit
  const subscriptions = listOwnSubscriptions(context, owner)
  if (subscriptions.length === 0) return html`<h2>${t.plan}</h2><p class="quiet">${t.noPlan}</p>`
  return html`<h2>${subscriptions.length === 1 ? t.plan : t.plans}</h2>
<ul class="rows">${subscriptions.map((subscription) => planRow(visit, subscription))}</ul>`
}

function planRow(visit: Visit, subscription: Subscription): Html {
  const { t } = visit
  const future = planFuture(visit, subscription)
  return html`<li>
<div><strong>${planName(visit, subscription)}</strong> <span class="badge">${t.statuses[subscription.status] ?? subscription.status}</span><br>
${planPrice(visit, subscription)}${future && html`<br><span class="quiet">${future}</span>`}</div>
<div class="end">${planActions(visit, subscription)}</div>
</li>`
}

function planActions(visit: Visit, subscription: Subscription): Html[] {
  const { t, context, configuration, at } = visit
  const { features } = configuration
  const isEnding = subscription.cancel_at !== null && features.subscription_cancel.enabled
  const isPaused = subscription.status === 'paused' && features.subscription_pause.enabled
  const actions: [boolean, string, string][] = [
    [!refuseUpdate(context, subscription, features), 'update', t.updatePlan],
    [isPaused, 'resume', t.resumePlan],
    [!refusePause(subscription, features) && subscription.cancel_at === null, 'pause', t.pausePlan],
    [isEnding, 'keep', t.keepPlan],
    [!refuseCancel(subscription, features) && !isEnding, 'cancel', t.cancelPlan],
  ]
  const links = actions
    .filter(([isOffered]) => isOffered)
    .map(([, name, label]) => link(`${at}/subscriptions/${subscription.id}/${name}`, label, name))
  const invoice = context.find('invoice', subscription.latest_invoice as string | null)
  const isOnItsWay = invoice && openIntentOf(context, invoice)?.status === 'processing'
  const isOwed = invoice?.status === 'open' && !isOnItsWay && invoice.hosted_invoice_url
  return isOwed ? [link(invoice.hosted_invoice_url ?? '', t.payInvoice), ...links] : links
}

function link(url: string, label: string, name?: string): Html {
  return html`<a class="button plain" href="${url}" ${name && html`data-test="${name}-subscription"`}>${label}</a>`
}
