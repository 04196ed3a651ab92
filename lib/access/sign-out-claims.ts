// What a host app's token says that ends the logins of a person.
import { z } from 'zod'
import { hostClaims, type TokenKind, wantedOfHost } from './host-claims.ts'

const schema = z.object({ ...hostClaims, purpose: z.literal('sign_out') })

export const signOutToken: TokenKind<z.output<typeof schema>> = {
  schema,
  wanted: { ...wantedOfHost, purpose: '`sign_out`' },
}
