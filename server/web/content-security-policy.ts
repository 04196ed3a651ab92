// What a page of ours may load and where its forms may lead. Stripe's addresses are Stripe's own list, and only on the pages that embed it.
// https://docs.stripe.com/security/guide#content-security-policy
import type { Env } from '#lib/env.ts'
import { isEmbedPage } from '#lib/web/embed-pages.ts'
import { cspReportPath } from './csp-reports.ts'

export type PolicyEnv = Pick<Env, 'publicOrigin' | 'stripe' | 'handoff'>

type Directive = 'script-src' | 'connect-src' | 'frame-src' | 'img-src'
type StripeSources = Record<Directive, string[]>

const stripeScriptUrl = 'https://js.stripe.com'
const linkOrigins = ['https://link.com', 'https://*.link.com']

export function createContentSecurityPolicy(env: PolicyEnv, { isDev = false } = {}) {
  const stripe = stripeSources(env)
  const formTargets = ["'self'", ...env.stripe.hostedOrigins, ...originsOf(env.handoff.hostSignInUrl)]

  return ({ nonce, pathname }: { nonce: string; pathname: string }): string => {
    const embedded = (directive: Directive) => (isEmbedPage(pathname) ? stripe[directive] : [])
    return [
      "default-src 'none'",
      list('script-src', [
        "'self'",
        `'nonce-${nonce}'`,
        ...(isDev ? ["'unsafe-eval'"] : []),
        ...embedded('script-src'),
      ]),
      // While developing, Next puts style elements without a nonce into the page.
      list('style-src', isDev ? ["'self'", "'unsafe-inline'"] : ["'self'", `'nonce-${nonce}'`]),
      list('img-src', ["'self'", 'data:', ...embedded('img-src')]),
      "font-src 'self'",
      list('connect-src', ["'self'", ...(isDev ? ['ws:'] : []), ...embedded('connect-src')]),
      list('frame-src', embedded('frame-src')),
      "manifest-src 'self'",
      list('form-action', formTargets),
      "base-uri 'none'",
      "object-src 'none'",
      "frame-ancestors 'none'",
      // Not report-to: where it stands, Chromium ignores this, and sends nothing over plain http.
      `report-uri ${cspReportPath}`,
    ].join('; ')
  }
}

/** Origins that an embedded payment form may ask for the browser's own payment sheet. */
export function paymentOrigins(env: PolicyEnv): string[] {
  return env.stripe.scriptUrl === stripeScriptUrl
    ? [stripeScriptUrl, 'https://*.js.stripe.com']
    : [env.stripe.scriptUrl]
}

function stripeSources({ stripe: { scriptUrl, apiUrl } }: PolicyEnv): StripeSources {
  if (scriptUrl !== stripeScriptUrl)
    return {
      'script-src': [scriptUrl],
      'connect-src': [scriptUrl, apiUrl],
      'frame-src': [scriptUrl],
      'img-src': [scriptUrl],
    }
  return {
    'script-src': [stripeScriptUrl, 'https://*.js.stripe.com'],
    'connect-src': [apiUrl, ...linkOrigins],
    'frame-src': [stripeScriptUrl, 'https://*.js.stripe.com', 'https://hooks.stripe.com', ...linkOrigins],
    'img-src': ['https://*.stripe.com', 'https://*.link.com'],
  }
}

function list(directive: string, sources: string[]): string {
  return `${directive} ${sources.length > 0 ? [...new Set(sources)].join(' ') : "'none'"}`
}

function originsOf(url: string | undefined): string[] {
  return url ? [new URL(url).origin] : []
}
