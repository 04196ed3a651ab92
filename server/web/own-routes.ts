// The routes that our server calls itself: a route handler costs less than half of that through Next. While developing,
// Next answers them, as it does every other way of writing their addresses.

import { POST as mintCustomerSession } from '#app/api/customer-sessions/route.ts'
import { POST as setDefaultPaymentMethod } from '#app/api/default-payment-method/route.ts'
import { POST as payInvoice } from '#app/api/invoice-payments/route.ts'
import { POST as mintPortalSession } from '#app/api/portal-sessions/route.ts'
import { POST as createSetupIntent } from '#app/api/setup-intents/route.ts'

export type Route = (request: Request) => Promise<Response>

/** By the path of their POST, exactly as it stands in the request line. */
export type Routes = ReadonlyMap<string, Route>

export const ownRoutes: Routes = new Map([
  ['/api/customer-sessions', mintCustomerSession],
  ['/api/default-payment-method', setDefaultPaymentMethod],
  ['/api/invoice-payments', payInvoice],
  ['/api/portal-sessions', mintPortalSession],
  ['/api/setup-intents', createSetupIntent],
])

export function findRoute(routes: Routes, method: string, url: string): Route | undefined {
  return method === 'POST' ? routes.get(url.split('?')[0] ?? '') : undefined
}
