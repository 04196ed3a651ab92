// Stripe's custom elements, which its React package neither wraps nor types.
import type { DetailedHTMLProps, HTMLAttributes } from 'react'

interface Sale extends HTMLAttributes<HTMLElement> {
  'publishable-key': string
  'customer-session-client-secret': string
}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'stripe-pricing-table': DetailedHTMLProps<Sale & { 'pricing-table-id': string }, HTMLElement>
      'stripe-buy-button': DetailedHTMLProps<Sale & { 'buy-button-id': string }, HTMLElement>
    }
  }
}
