import type { Page } from '@playwright/test'
import { loginAs } from '#twin/playwright/login-as.ts'
import { lendCookies, portalOf } from '../setup/host-app.ts'
import { signInOperator } from '../setup/operator.ts'
import { publishPolicy } from '../setup/shop.ts'
import type { Stage } from './stage.ts'

/** One page in one state, and how a person gets there. */
export interface Scene {
  name: string
  open(stage: Stage, page: Page): Promise<void>
  /** What the browser's console says of such a page, beside its own status. */
  says?: RegExp
}

export type Who = keyof Stage['customers']

/** A customer's page that shows its state without anything being done on it. */
export function shown(name: string, who: Who, path: string | ((stage: Stage) => string), role = 'owner'): Scene {
  return { name, open: (stage, page) => openAs(stage, page, who, typeof path === 'string' ? path : path(stage), role) }
}

export async function openAs(stage: Stage, page: Page, who: Who, path: string, role = 'owner'): Promise<void> {
  await loginAs(page, portalOf(stage.portico), { id: stage.customers[who] }, { path, claims: { role } })
}

export async function openAsOperator({ portico }: Stage, page: Page, path: string): Promise<void> {
  await lendCookies(portico, await signInOperator(portico), page.context())
  await page.goto(portico.url + path)
}

export async function withEverythingOff({ portico, shop }: Stage, open: () => Promise<void>): Promise<void> {
  await publishPolicy(portico, {})
  await open().finally(() => publishPolicy(portico, shop.policy))
}
