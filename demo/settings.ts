// What an operator of Acme would have switched on.
import { type Policy, policySchema } from '#lib/policy/policy.ts'

export interface DemoIds {
  pricingTable: string
  buyButton: string
  configuration: string
  confirmPrice: string
}

export function demoPolicy({ pricingTable, buyButton, configuration, confirmPrice }: DemoIds): Policy {
  const on = { enabled: true }
  return policySchema.parse({
    components: {
      pricing_table: on,
      buy_button: on,
      payment_element: {
        enabled: true,
        features: {
          payment_method_redisplay: true,
          payment_method_save: true,
          payment_method_save_usage: 'off_session',
        },
      },
    },
    pricing_tables: [pricingTable],
    buy_buttons: [buyButton],
    portal: {
      homepage: true,
      configuration,
      confirm_price: confirmPrice,
      flows: {
        payment_method_update: on,
        customer_update: on,
        subscription_update: on,
        subscription_update_confirm: on,
        subscription_pause: on,
        subscription_cancel: on,
      },
    },
  })
}
