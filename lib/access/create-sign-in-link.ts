import { randomUUID } from 'node:crypto'
import { writeAudit } from '#lib/audit/write-audit.ts'
import { Refusal } from '#lib/errors.ts'
import type { Services } from '#lib/services.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { getArrivingCustomer } from './get-arriving-customer.ts'
import type { MemberRole } from './member-login.ts'
import { addressLifetimeSeconds, createTicket } from './ticket.ts'
import { insertTicket } from './ticket-store.ts'

/**
 * Makes a one-time address that signs in as a customer without a host app, for a first look before any code is written.
 * Test mode only, with an audit row: nobody acts as a paying customer.
 * @returns url good for one minute and one use
 * @throws Refusal test_mode_only | customer_not_found | customer_deleted | customer_of_other_mode | stripe_unavailable
 */
export async function createSignInLink(
  services: Services,
  { customer, role }: { customer: string; role: MemberRole },
): Promise<{ url: string }> {
  const { env, database, now } = services
  if (env.stripe.livemode) throw new Refusal('test_mode_only')
  const { name } = await getArrivingCustomer(services, customer)
  const scope = await getScope(services)
  const at = Math.floor(now().getTime() / 1000)
  const claims = {
    iss: 'portico',
    aud: env.publicOrigin,
    sub: 'command-line',
    jti: randomUUID(),
    iat: at,
    exp: at + addressLifetimeSeconds,
    customer,
    role,
    name: 'Command line',
  }
  const ticket = createTicket(scope, claims, now())
  await database.transaction(async (transaction) => {
    await insertTicket(transaction, ticket.row)
    const audit = { action: 'sign_in_link.created', subject: customer, before: null, after: { role, name } }
    await writeAudit(transaction, { scope, actor: { kind: 'system' }, request: null, ...audit })
  })
  return { url: `${env.publicOrigin}/login/handoffs/${ticket.token}` }
}
