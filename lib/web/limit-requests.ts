// Who asks too often: counted by the address that our proxies saw. Members are counted with their login, see `admitChange`.
import { Refusal } from '#lib/errors.ts'
import { addressKey } from '#lib/rate-limits/address-key.ts'
import { takeRequest } from '#lib/rate-limits/take.ts'
import { getServices } from '#lib/services.ts'
import { getRequestContext } from './request-context.ts'

/** For a route that lets somebody in: whoever guesses is refused before long, whoever is right is never counted. */
export function limitFailedEntries<Rest extends unknown[], Outcome>(
  handler: (request: Request, ...rest: Rest) => Promise<Outcome>,
): (request: Request, ...rest: Rest) => Promise<Outcome> {
  return async (...request) => {
    try {
      return await handler(...request)
    } catch (error) {
      if (error instanceof Refusal && error.status === 401)
        await takeRequest(getServices().database, { failed_entry_by_address: addressKey(getRequestContext().ip) })
      throw error
    }
  }
}

/** @throws Refusal rate_limited */
export function limitPasskeyChallenges(): Promise<void> {
  return takeRequest(getServices().database, { passkey_challenge_by_address: addressKey(getRequestContext().ip) })
}
