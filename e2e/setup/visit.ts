import type { Page } from '@playwright/test'
import { lendCookies, type Member, signInMember } from './host-app.ts'
import type { Portico } from './instance.ts'

/** Opens a page of the portal as a member of a customer. */
export async function visitAs(
  portico: Portico,
  page: Page,
  { customer, role = 'owner', path = '/' }: { customer: string; role?: string; path?: string },
): Promise<Member> {
  const member = await signInMember(portico, { customer, role })
  await lendCookies(portico, member, page.context())
  await page.goto(portico.url + path)
  return member
}
