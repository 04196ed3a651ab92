import type { StartEnv } from '#lib/env.ts'
import { demoHostUrl } from './demo-handoff.ts'

export interface Address {
  name: string
  url: string
  note?: string
}

/** What to open, for the table at the end. */
export function listAddresses({ publicOrigin, stripe, twinPort }: StartEnv): Address[] {
  const own = [
    { name: 'Portal', url: publicOrigin },
    { name: 'Admin', url: `${publicOrigin}/admin` },
  ]
  if (stripe) return own
  return [
    ...own,
    { name: 'Demo host app', url: demoHostUrl(twinPort), note: 'sign in here as a customer' },
    { name: 'Twin', url: `http://127.0.0.1:${twinPort}`, note: 'plays Stripe on this machine' },
  ]
}
