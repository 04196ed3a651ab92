import { browser } from './browser/browser.ts'
import { cliSessions } from './cli/cli-sessions.ts'
import { paymentPages } from './cli/payment-pages.ts'
import { dashboard } from './dashboard/dashboard.ts'
import { hostedCheckout } from './hosted/checkout/checkout.ts'
import { embeddedCheckout } from './hosted/checkout/embedded-checkout.ts'
import { hostedInvoice } from './hosted/invoice/hosted-invoice.ts'
import { hostedPortal } from './hosted/portal/portal.ts'
import { hostedStyle } from './hosted/shared/stylesheet.ts'
import type { Resource } from './kernel/resource.ts'
import { orderedDeclines } from './payments/ordered-declines.ts'
import { account } from './resources/account.ts'
import { activeEntitlements } from './resources/active-entitlements.ts'
import { balance } from './resources/balance.ts'
import { cashBalances } from './resources/cash-balances.ts'
import { charges } from './resources/charges.ts'
import { checkoutSessions } from './resources/checkout-sessions.ts'
import { confirmationTokens } from './resources/confirmation-tokens.ts'
import { coreEvents } from './resources/core-events.ts'
import { coupons } from './resources/coupons.ts'
import { customerAccounts } from './resources/customer-accounts.ts'
import { customerBalance } from './resources/customer-balance.ts'
import { customerSessions } from './resources/customer-sessions.ts'
import { customerSources } from './resources/customer-sources.ts'
import { customers } from './resources/customers.ts'
import { deliveries } from './resources/deliveries.ts'
import { discounts } from './resources/discounts.ts'
import { disputes } from './resources/disputes.ts'
import { entitlementFeatures } from './resources/entitlement-features.ts'
import { eventDestinations } from './resources/event-destinations.ts'
import { events } from './resources/events.ts'
import { feedbackOptions } from './resources/feedback-options.ts'
import { fundingInstructions } from './resources/funding-instructions.ts'
import { invoiceItems } from './resources/invoice-items.ts'
import { invoicePayments } from './resources/invoice-payments.ts'
import { invoices } from './resources/invoices.ts'
import { mandates } from './resources/mandates.ts'
import { paymentIntents } from './resources/payment-intents.ts'
import { paymentMethodConfigurations } from './resources/payment-method-configurations.ts'
import { paymentMethods } from './resources/payment-methods.ts'
import { plans } from './resources/plans.ts'
import { portalConfigurations } from './resources/portal-configurations.ts'
import { portalSessions } from './resources/portal-sessions.ts'
import { prices } from './resources/prices.ts'
import { products } from './resources/products.ts'
import { promotionCodes } from './resources/promotion-codes.ts'
import { refunds } from './resources/refunds.ts'
import { setupIntents } from './resources/setup-intents.ts'
import { shippingRates } from './resources/shipping-rates.ts'
import { subscriptionItems } from './resources/subscription-items.ts'
import { subscriptions } from './resources/subscriptions.ts'
import { taxIds } from './resources/tax-ids.ts'
import { testClocks } from './resources/test-clocks.ts'
import { tokens } from './resources/tokens.ts'
import { webhookEndpoints } from './resources/webhook-endpoints.ts'
import { alerts } from './usage/alerts.ts'
import { meterEventAdjustments } from './usage/meter-event-adjustments.ts'
import { meterEventStream } from './usage/meter-event-stream.ts'
import { meterEvents } from './usage/meter-events.ts'
import { meters } from './usage/meters.ts'

/** Everything that the twin plays; a new resource adds its line here. */
export const allResources: Resource[] = [
  shippingRates,
  subscriptionItems,
  subscriptions,
  embeddedCheckout,
  hostedCheckout,
  hostedInvoice,
  hostedPortal,
  hostedStyle,
  invoices,
  invoiceItems,
  invoicePayments,
  account,
  activeEntitlements,
  browser,
  balance,
  cashBalances,
  charges,
  checkoutSessions,
  cliSessions,
  coreEvents,
  coupons,
  confirmationTokens,
  customerAccounts,
  customerBalance,
  customerSessions,
  customerSources,
  customers,
  dashboard,
  deliveries,
  discounts,
  disputes,
  entitlementFeatures,
  eventDestinations,
  events,
  feedbackOptions,
  fundingInstructions,
  orderedDeclines,
  mandates,
  paymentIntents,
  paymentMethodConfigurations,
  paymentMethods,
  paymentPages,
  portalConfigurations,
  portalSessions,
  plans,
  prices,
  products,
  promotionCodes,
  refunds,
  setupIntents,
  taxIds,
  testClocks,
  tokens,
  webhookEndpoints,
  alerts,
  meterEventAdjustments,
  meterEventStream,
  meterEvents,
  meters,
]
