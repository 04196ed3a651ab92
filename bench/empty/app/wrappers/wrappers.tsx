'use client'

import { Elements, PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js'
import { loadStripe } from '@stripe/stripe-js/pure'
import { useState } from 'react'

/** What Payment methods takes from Stripe's npm packages, and nothing else. */
export function Wrappers() {
  const [stripe] = useState(() => loadStripe('pk_test_nothing'))
  return (
    <Elements stripe={stripe}>
      <Form />
    </Elements>
  )
}

function Form() {
  return useStripe() && useElements() ? <PaymentElement /> : null
}
