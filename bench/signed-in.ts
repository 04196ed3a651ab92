// Members who are signed in already, and their POSTs, on kept connections and with as little of a client as can be.
import { Agent, request } from 'node:http'
import { sql } from 'drizzle-orm'
import type { Portico } from '#e2e/setup/instance.ts'
import { withServices } from '#e2e/setup/open-services.ts'
import { createToken } from '#lib/access/token.ts'
import { getScope } from '#lib/stripe/scope.ts'

export interface SignedIn {
  cookie: string
  /** The login that pages of theirs are drawn for. */
  reference: string
}

/** One member for each customer. */
export async function signInAll(portico: Portico, customers: string[]): Promise<SignedIn[]> {
  const tokens = customers.map(() => createToken())
  const references = customers.map(() => crypto.randomUUID())
  const cookieName = `portico_login_${new URL(portico.url).port}`
  await withServices(portico, async (services) => {
    const scope = await getScope(services)
    const lists = sql`unnest(${sql.param(customers)}::text[], ${sql.param(references)}::uuid[], ${sql.param(tokens.map(({ tokenHash }) => tokenHash))}::text[])`
    await services.database.execute(sql`
      with arrived as (select * from ${lists} as arrived (customer, login, token_hash)), joined as (
        insert into members (scope, subject, customer, role) select ${scope}, login::text, customer, 'owner' from arrived
        returning id, subject
      )
      insert into member_logins (id, token_hash, member_id, expires_at)
      select login, token_hash, joined.id, now() + interval '1 hour' from arrived join joined on subject = login::text`)
  })
  return tokens.map(({ token }, index) => ({
    cookie: `${cookieName}=${token}`,
    reference: references[index] ?? '',
  }))
}

export interface Answer {
  status: number
  retryAfterSeconds: number
  text: string
}

const agent = new Agent({ keepAlive: true })

/** As the page's own script asks for a customer session. */
export function postMint(portico: Portico, address: string, { cookie, reference }: SignedIn): Promise<Answer> {
  const body = JSON.stringify({ components: ['payment_element'] })
  const headers = {
    cookie,
    origin: portico.url,
    'sec-fetch-site': 'same-origin',
    'portico-login': reference,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  }
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const url = new URL('/api/customer-sessions', address)
  const sent = request(url, { method: 'POST', headers, agent }, (response) => {
    let text = ''
    response.setEncoding('utf8')
    response.on('data', (chunk: string) => {
      text += chunk
    })
    response.on('error', reject)
    response.on('end', () => {
      const retryAfterSeconds = Number(response.headers['retry-after'] ?? 0)
      resolve({ status: response.statusCode ?? 0, retryAfterSeconds, text })
    })
  })
  sent.on('error', reject).end(body)
  return promise
}
