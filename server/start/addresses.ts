import type { StartEnv } from '#lib/env.ts'
import { demoHostUrl } from './demo-handoff.ts'

export interface Address {
  name: string
  url: string
  note?: string
}

/** What to open, for the table at the end. */
export function listAddresses({ publicOrigin, twinPort }: StartEnv, operatorLink: string | undefined): Address[] {
  if (!operatorLink)
    return [
      { name: 'Portal', url: publicOrigin, note: 'npm run doctor says what is still to do' },
      { name: 'Admin', url: `${publicOrigin}/admin`, note: 'npm run operator -- invite EMAIL lets you in' },
    ]
  return [
    { name: 'Portal', url: publicOrigin },
    { name: 'Admin', url: operatorLink, note: 'works once, for 15 minutes' },
    { name: 'Demo host app', url: demoHostUrl(twinPort), note: 'sign in here as a customer' },
    {
      name: 'Twin',
      url: `http://127.0.0.1:${twinPort}`,
      note: 'plays Stripe on this machine, and shows what happened there',
    },
  ]
}
