// What a hand-over token says: who comes, and for which customer.
import { z } from 'zod'
import { customerIdPattern } from './customer-ref.ts'
import { hostClaims, type TokenKind, text, wantedOfHost, words } from './host-claims.ts'
import { memberRoles } from './member-login.ts'

const schema = z.object({
  ...hostClaims,
  // A token that was signed to end logins opens none.
  purpose: z.literal('sign_in').nullish(),
  customer: text(255).regex(customerIdPattern),
  role: z.enum(memberRoles),
  email: text(254)
    .regex(/^[^\s@]+@[^\s@]+$/)
    .nullish(),
  name: words(200).nullish(),
  locale: text(35)
    .regex(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/)
    .nullish(),
  return_to: text(2000).nullish(),
  nonce: text(200).nullish(),
})

export type HandoffClaims = z.output<typeof schema>

export const handoffToken: TokenKind<HandoffClaims> = {
  schema,
  wanted: {
    ...wantedOfHost,
    purpose: '`sign_in`, or left out',
    customer: 'a Stripe customer (cus_…) or account (acct_…)',
    role: `one of ${memberRoles.join(', ')}`,
    email: 'an e-mail address, up to 254 characters',
    name: 'up to 200 characters, without control characters',
    locale: 'a language tag such as en or pt-BR',
    return_to: 'a path of this portal, up to 2000 characters',
    nonce: 'the `state` that the visit came with, up to 200 characters',
  },
}
