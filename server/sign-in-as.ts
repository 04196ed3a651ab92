// `npm run sign-in-as -- cus_… [owner|billing|viewer]`: prints a one-time link that signs in as that customer. Test mode only.
import { createSignInLink } from '#lib/access/create-sign-in-link.ts'
import { customerIdPattern } from '#lib/access/customer-ref.ts'
import { memberRoles } from '#lib/access/member-login.ts'
import { PlainFailure } from './plain-failure.ts'
import { runCommand } from './run-command.ts'

const usage = `Usage: npm run sign-in-as -- CUSTOMER [${memberRoles.join('|')}]`

await runCommand(async (services) => {
  const [customer, wanted = 'owner', ...more] = process.argv.slice(2)
  const role = memberRoles.find((known) => known === wanted)
  if (!customer || more.length > 0) throw new PlainFailure(usage)
  if (!customerIdPattern.test(customer))
    throw new PlainFailure(`“${customer}” is not the id of a customer: it starts with cus_ or acct_.\n${usage}`)
  if (!role) throw new PlainFailure(`There is no role “${wanted}”: it is one of ${memberRoles.join(', ')}.`)
  const { url } = await createSignInLink(services, { customer, role })
  return `${url}\n\nOpen it within a minute; it works once.`
})
