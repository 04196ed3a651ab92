// An authenticator for tests: a real key pair, real signatures, nothing of ours. What it is told to get wrong it gets wrong.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { NewCredential, SignedCredential } from './credential.ts'

export interface Authenticator {
  /** As `navigator.credentials.create` answers. */
  create(challenge: string, differences?: Differences): NewCredential
  /** As `navigator.credentials.get` answers. */
  get(challenge: string, differences?: Differences): SignedCredential
}

export interface Differences {
  origin?: string
  rpId?: string
  type?: string
  counter?: number
  isUserVerified?: boolean
  userHandle?: string
  /** Signs with another key than its own. */
  key?: KeyObject
}

interface Site {
  origin: string
  rpId: string
}

export function createAuthenticator(site: Site): Authenticator {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const credentialId = randomBytes(32)
  const id = credentialId.toString('base64url')
  let counter = 0
  const described = { id, rawId: id, type: 'public-key' as const }

  return {
    create: (challenge, differences = {}) => {
      const authData = Buffer.concat([
        authenticatorData(site, 0x40, counter, differences),
        Buffer.alloc(16),
        uint16(credentialId.length),
        credentialId,
        coseKey(publicKey),
      ])
      const attestationObject = Buffer.concat([
        Buffer.from([0xa3]),
        cborText('fmt'),
        cborText('none'),
        cborText('attStmt'),
        Buffer.from([0xa0]),
        cborText('authData'),
        cborBytes(authData),
      ]).toString('base64url')
      const clientDataJSON = clientData(site, 'webauthn.create', challenge, differences).toString('base64url')
      return { ...described, response: { clientDataJSON, attestationObject, transports: ['internal'] } }
    },
    get: (challenge, differences = {}) => {
      counter = differences.counter ?? counter + 1
      const data = authenticatorData(site, 0, counter, differences)
      const client = clientData(site, 'webauthn.get', challenge, differences)
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()])
      return {
        ...described,
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: sign('sha256', signed, differences.key ?? privateKey).toString('base64url'),
          userHandle: differences.userHandle,
        },
      }
    },
  }
}

function clientData(site: Site, type: string, challenge: string, differences: Differences): Buffer {
  const origin = differences.origin ?? site.origin
  return Buffer.from(JSON.stringify({ type: differences.type ?? type, challenge, origin, crossOrigin: false }))
}

function authenticatorData(site: Site, moreFlags: number, counter: number, differences: Differences): Buffer {
  const flags = 0x01 | (differences.isUserVerified === false ? 0 : 0x04) | moreFlags
  const rpIdHash = createHash('sha256')
    .update(differences.rpId ?? site.rpId)
    .digest()
  const count = Buffer.alloc(4)
  count.writeUInt32BE(counter)
  return Buffer.concat([rpIdHash, Buffer.from([flags]), count])
}

/** ES256 in COSE: {1: 2, 3: -7, -1: 1, -2: x, -3: y}. */
function coseKey(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    cborBytes(Buffer.from(x, 'base64url')),
    Buffer.from([0x22]),
    cborBytes(Buffer.from(y, 'base64url')),
  ])
}

const uint16 = (value: number) => Buffer.from([value >> 8, value & 0xff])
const cborText = (text: string) => Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)])
const cborBytes = (bytes: Buffer) => Buffer.concat([Buffer.from([0x58, bytes.length]), bytes])
