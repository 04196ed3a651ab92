import { defineEmbed } from './embed-element.js'

defineEmbed({
  tag: 'stripe-pricing-table',
  idAttribute: 'pricing-table-id',
  resource: 'pricing_tables',
  framePath: '/v3/pricing-table-app.html',
  title: 'Pricing table',
})
