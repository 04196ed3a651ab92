const frameKinds = {
  payment: { page: 'elements-inner-payment', title: 'Secure payment input frame', isRoomy: true, needsIntent: true },
  expressCheckout: {
    page: 'elements-inner-express-checkout',
    title: 'Secure express checkout frame',
    needsIntent: true,
  },
  address: { page: 'elements-inner-address', title: 'Secure address input frame', isRoomy: true },
  linkAuthentication: { page: 'elements-inner-link-authentication', title: 'Secure email input frame', isRoomy: true },
  contactDetails: { page: 'elements-inner-link-authentication', title: 'Secure email input frame', isRoomy: true },
  card: { page: 'elements-inner-card', title: 'Secure card payment input frame' },
  cardNumber: { page: 'elements-inner-card', title: 'Secure card number input frame' },
  cardExpiry: { page: 'elements-inner-card', title: 'Secure expiration date input frame' },
  cardCvc: { page: 'elements-inner-card', title: 'Secure CVC input frame' },
}

/** Elements that Stripe.js has and the twin lacks. */
export const absentElementTypes = [
  'affirmMessage',
  'auBankAccount',
  'currencySelector',
  'iban',
  'issuingCardCopyButton',
  'issuingCardCvcDisplay',
  'issuingCardExpiryDisplay',
  'issuingCardNumberDisplay',
  'issuingCardPinDisplay',
  'linkSignup',
  'paymentForm',
  'paymentMethodMessaging',
  'shippingAddress',
  'taxId',
  'terms',
]

export const elementTypes = Object.keys(frameKinds)

/** The frame that an element of this type opens; `undefined` for a type that the twin lacks. */
export function findFrameKind(type) {
  return Object.hasOwn(frameKinds, type) ? frameKinds[type] : undefined
}
