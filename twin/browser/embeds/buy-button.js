import { defineEmbed } from './embed-element.js'

defineEmbed({
  tag: 'stripe-buy-button',
  idAttribute: 'buy-button-id',
  resource: 'buy_buttons',
  framePath: '/v3/buy-button-app.html',
  title: 'Buy button',
})
