// The headers of every answer, whoever wrote it: a page, Next's own 404 or redirect, a file, a refusal of ours.

import { createContentSecurityPolicy, type PolicyEnv, paymentOrigins } from './content-security-policy.ts'

export interface AnswerFacts {
  requestId: string
  nonce: string
  pathname: string
  status: number
  /** What the route asked for; a stricter choice than ours stands. */
  referrerPolicy?: string
  cacheControl?: string
}

export type HeadersFor = (answer: AnswerFacts) => Record<string, string>

const switchedOff = ['camera', 'microphone', 'geolocation', 'display-capture', 'usb', 'serial', 'hid', 'midi']

export function createSecurityHeaders(env: PolicyEnv, { isDev = false } = {}): HeadersFor {
  const contentSecurityPolicy = createContentSecurityPolicy(env, { isDev })
  const payment = ['self', ...paymentOrigins(env).map((origin) => `"${origin}"`)].join(' ')
  const permissions = [`payment=(${payment})`, ...switchedOff.map((feature) => `${feature}=()`)].join(', ')
  const isHttps = env.publicOrigin.startsWith('https:')

  return (answer) => ({
    'content-security-policy': contentSecurityPolicy(answer),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // Not no-referrer by default: with it browsers send `Origin: null` on our own forms.
    'referrer-policy': answer.referrerPolicy === 'no-referrer' ? 'no-referrer' : 'same-origin',
    'cross-origin-opener-policy': 'same-origin-allow-popups',
    'permissions-policy': permissions,
    'cache-control': cacheControl(answer),
    'x-request-id': answer.requestId,
    ...(isHttps && { 'strict-transport-security': 'max-age=31536000' }),
  })
}

function cacheControl({ pathname, status, cacheControl }: AnswerFacts): string {
  const isFile = pathname.startsWith('/_next/static/') && (status === 200 || status === 206 || status === 304)
  return (isFile && cacheControl) || 'private, no-store'
}
