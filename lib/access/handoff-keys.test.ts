import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { compactVerify, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { listHandoffKeys } from './handoff-keys.ts'

let keys: JWK[] = []
let server: Server
let jwksUrl: string
beforeAll(async () => {
  server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

async function makeKey(kid: string) {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  const token = await new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey)
  return { published: { ...(await exportJWK(publicKey)), kid, alg: 'ES256' }, token }
}

async function isBelieved(token: string): Promise<boolean> {
  const known = { secrets: [], jwksUrl, issuer: undefined, hostSignInUrl: undefined }
  const [{ key, algorithms }] = listHandoffKeys(known, 'ES256') as [ReturnType<typeof listHandoffKeys>[number]]
  return compactVerify(token, key as Parameters<typeof compactVerify>[1], { algorithms }).then(
    () => true,
    () => false,
  )
}

describe('keys at HANDOFF_JWKS_URL', () => {
  it('are rolled without a restart: two hold side by side, and the old one ends', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      const [older, newer] = [await makeKey('2026'), await makeKey('2027')]
      const believed = async () => [await isBelieved(older.token), await isBelieved(newer.token)]
      keys = [older.published]
      expect(await believed()).toEqual([true, false])

      keys = [newer.published, older.published]
      // A key that nobody knows is looked for again, but not more often than this.
      vi.advanceTimersByTime(31_000)
      expect(await believed()).toEqual([true, true])

      keys = [newer.published]
      vi.advanceTimersByTime(11 * 60_000)
      expect(await believed()).toEqual([false, true])
    } finally {
      vi.useRealTimers()
    }
  })
})
