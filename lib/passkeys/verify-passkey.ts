import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import { isoBase64URL } from '@simplewebauthn/server/helpers'
import type { Transaction } from '#lib/database/connect.ts'
import { Refusal } from '#lib/errors.ts'
import type { Operator } from '#lib/operators/operator.ts'
import type { Services } from '#lib/services.ts'
import type { SignedCredential } from './credential.ts'
import { getRelyingParty, userHandleOf } from './passkey.ts'
import { lockPasskeyByCredential, recordUse } from './passkey-store.ts'

export interface UsedPasskey {
  operator: Operator
  /** As the operator calls it. */
  name: string
}

/**
 * Whose passkey signed the challenge, which was taken before. The use is recorded with the authenticator's counter.
 * @throws Refusal passkey_unknown | passkey_refused | operator_disabled
 */
export async function verifyPasskey(
  { env, now }: Pick<Services, 'env' | 'now'>,
  transaction: Transaction,
  { credential, challenge }: { credential: SignedCredential; challenge: string },
): Promise<UsedPasskey> {
  const found = await lockPasskeyByCredential(transaction, credential.id)
  if (!found) throw new Refusal('passkey_unknown')
  const { passkey } = found
  const { disabledAt, ...operator } = found.operator
  const { userHandle } = credential.response
  const isForOther = userHandle && userHandle !== isoBase64URL.fromBuffer(userHandleOf(operator.id))
  if (isForOther) throw new Refusal('passkey_refused')

  const { id: expectedRPID, origin: expectedOrigin } = getRelyingParty(env)
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: {
      ...credential,
      response: { ...credential.response, userHandle: undefined },
      clientExtensionResults: {},
    },
    expectedChallenge: challenge,
    expectedOrigin,
    expectedRPID,
    credential: {
      id: passkey.credentialId,
      publicKey: isoBase64URL.toBuffer(passkey.publicKey),
      counter: passkey.counter,
    },
  }).catch((cause: unknown) => {
    throw new Refusal('passkey_refused', { cause })
  })
  if (!verified) throw new Refusal('passkey_refused')
  if (disabledAt) throw new Refusal('operator_disabled')
  await recordUse(transaction, passkey.id, { counter: authenticationInfo.newCounter, now: now() })
  return { operator, name: passkey.name }
}
