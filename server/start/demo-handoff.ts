import type { HandoffEnv } from '#lib/env.ts'
import type { Variables } from './start-child.ts'

/** How the demo host app hands its customers over, where nothing else is configured. */
export function demoHandoff(configured: HandoffEnv, secret: string, twinPort: number): Variables {
  return {
    ACME_URL: demoHostUrl(twinPort),
    HANDOFF_SECRETS: configured.secrets.join(',') || secret,
    HANDOFF_ISSUER: configured.issuer ?? 'acme',
    HOST_SIGN_IN_URL: configured.hostSignInUrl ?? `${demoHostUrl(twinPort)}/sign-in`,
  }
}

/** On the twin's origin: another site than the portal's, as a company's own app would be. */
export function demoHostUrl(twinPort: number): string {
  return `http://127.0.0.1:${twinPort}/acme`
}
