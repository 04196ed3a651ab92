/** What the API is told of the chosen method: a saved one by id, or a new card with what the customer wants of it. */
export function methodParams(view, session, confirmParams = {}) {
  if (confirmParams.payment_method || confirmParams.confirmation_token) return confirmParams
  const { payment_method_data: given = {}, ...rest } = confirmParams
  const saved = view.savedMethod()
  if (saved) return { ...rest, payment_method: saved.id }
  return {
    ...rest,
    payment_method_data: cardData(view, session, given),
    ...(savesOnPayment(view, session) && {
      setup_future_usage: session.customer.features.payment_method_save_usage ?? 'on_session',
    }),
  }
}

export function cardData(view, session, given = {}) {
  const { card, billing_details } = view.form.data()
  return {
    type: 'card',
    allow_redisplay: allowRedisplay(view, session),
    ...given,
    card,
    billing_details: {
      ...billing_details,
      ...given.billing_details,
      address: { ...billing_details.address, ...given.billing_details?.address },
    },
  }
}

function allowRedisplay(view, session) {
  if (view.isSaving() === undefined) return undefined
  if (view.isSaving()) return 'always'
  // A card that is kept for the merchant's own use is not to be offered again.
  const isKept = session.intent.mode !== 'payment' || session.intent.setup_future_usage
  return isKept ? 'limited' : 'unspecified'
}

function savesOnPayment(view, session) {
  return session.intent.mode === 'payment' && view.isSaving()
}
