// One request for one of the portal's pages: whose it is, what it may show, and in which language.
import type { Context } from '../../kernel/context.ts'
import type { RouteCall } from '../../kernel/resource.ts'
import type { StripeObject } from '../../kernel/wire.ts'
import type { PortalSession } from '../../portal/create-portal-session.ts'
import type { Owner } from '../../portal/subscription-actions.ts'
import { businessName } from '../shared/business-name.ts'
import type { Html } from '../shared/html.ts'
import type { TypedForm } from '../shared/typed-form.ts'
import { dayText, moneyText } from '../shared/words.ts'
import type { DoneName, Texts } from './texts/en.ts'
import { pickLocale } from './texts/texts.ts'

export type Visit = {
  context: Context
  session: PortalSession
  configuration: StripeObject<'billing_portal.configuration'>
  customer: StripeObject<'customer'>
  owner: Owner
  business: string
  /** The session's own address, under which all its pages lie. */
  at: string
  path: Record<string, string>
  query: URLSearchParams
  locale: string
  t: Texts
  money: (amountMinor: number, currency: string) => string
  day: (at: number) => string
}

export type FlowType = NonNullable<PortalSession['flow']>['type']

/** What a form leads to: another page of this session, or the end of what the customer came to do. */
export type Next = { kind: 'page'; path: string } | { kind: 'finished'; done: DoneName }

export type PortalPage = {
  /** Below the session's address. */
  path: string
  /** The flows that consist of this page. */
  flows?: FlowType[]
  isOffered: (visit: Visit) => boolean
  show: (visit: Visit, typed: TypedForm) => { title: string; main: Html }
  submit?: (visit: Visit, form: URLSearchParams) => Next
}

export function startVisit(context: Context, session: PortalSession, { request, url, path }: RouteCall): Visit {
  const customer = context.get('customer', session.customer)
  const { locale, t } = pickLocale(session, customer, request.headers.get('accept-language'))
  return {
    context,
    session,
    configuration: context.get('billing_portal.configuration', session.configuration as string),
    customer,
    owner: { customer: customer.id, onBehalfOf: session.on_behalf_of },
    business: businessName(context),
    at: `/p/session/${path.key}`,
    path,
    query: url.searchParams,
    locale,
    t,
    money: (amountMinor, currency) => moneyText(amountMinor, currency, locale),
    day: (at) => dayText(at, locale),
  }
}

/** A flow that is not finished yet: the session shows nothing but this. */
export function runningFlow({ flow, _isFlowDone: isDone }: PortalSession) {
  return flow && !isDone ? flow : undefined
}
