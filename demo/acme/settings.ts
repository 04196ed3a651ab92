export interface AcmeSettings {
  porticoUrl: string
  secret: string
  issuer: string
  stripeUrl: string
  stripeKey: string
}

/** @param base where Acme itself is; the twin that carries it plays its Stripe, too, unless another is named */
export function readAcmeSettings(base: string): AcmeSettings {
  const { PORTICO_URL, HANDOFF_SECRETS = '', HANDOFF_ISSUER = 'acme', ACME_STRIPE_KEY, ACME_STRIPE_URL } = process.env
  return {
    porticoUrl: new URL(PORTICO_URL || 'http://localhost:3000').origin,
    secret: HANDOFF_SECRETS.split(',')[0] ?? '',
    issuer: HANDOFF_ISSUER,
    stripeUrl: ACME_STRIPE_URL || new URL(base).origin,
    stripeKey: ACME_STRIPE_KEY ?? '',
  }
}
