import { invalidRequest } from './stripe-error.ts'

/** Refuses what cannot be an e-mail address, as Stripe does. */
export function checkEmail(email: string, param: string) {
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return
  throw invalidRequest(`Invalid email address: ${email}`, { code: 'email_invalid', param })
}
