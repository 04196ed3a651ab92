// What a browser sends of a passkey, as far as it is read.
import { z } from 'zod'

const bytes = z.string().regex(/^[\w-]{1,20000}$/, 'is not base64url')

const credential = {
  id: bytes,
  rawId: bytes,
  type: z.literal('public-key'),
}

export const newCredential = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes,
    attestationObject: bytes,
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/))
      .max(10)
      .default([]),
  }),
})

export const signedCredential = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes,
    authenticatorData: bytes,
    signature: bytes,
    userHandle: bytes.nullish(),
  }),
})

export type NewCredential = z.output<typeof newCredential>
export type SignedCredential = z.output<typeof signedCredential>
