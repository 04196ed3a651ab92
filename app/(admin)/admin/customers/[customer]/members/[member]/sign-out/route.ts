import { z } from 'zod'
import { endMemberLogins } from '#lib/access/end-member-logins.ts'
import { Refusal } from '#lib/errors.ts'
import { getServices } from '#lib/services.ts'
import { requireOperator } from '#lib/web/require-operator.ts'
import { respondToOperator } from '#lib/web/respond-to-operator.ts'
import { seeOther } from '#lib/web/see-other.ts'
import { readCustomer } from '../../../read-customer.ts'

interface MemberRoute {
  params: Promise<{ customer: string; member: string }>
}

const memberId = z.uuid()

export const POST = respondToOperator(async (request, route: MemberRoute) => {
  const { audit } = await requireOperator(request, 'edit')
  const { customer, page } = await readCustomer(route)
  const { data: member } = memberId.safeParse((await route.params).member)
  if (!member) throw new Refusal('not_found')
  await endMemberLogins(getServices(), { ...audit, customer, memberId: member })
  return seeOther(`${page}?signed_out=${member}`)
})
