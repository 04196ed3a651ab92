import { sql } from 'drizzle-orm'
import { getPolicy } from '#lib/policy/get-policy.ts'
import { policySettings } from '#lib/policy/policy-sections.ts'
import { type FormFields, toFields } from '#lib/settings/form-fields.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { signInMember } from '../setup/host-app.ts'
import type { Portico } from '../setup/instance.ts'
import { findLoginReference, query, withServices } from '../setup/open-services.ts'
import { signInOperator } from '../setup/operator.ts'
import { expect, test } from '../setup/test.ts'
import { getTwoCustomers } from '../setup/two-customers.ts'

/** The form of the components as it stands. */
async function readForm(portico: Portico): Promise<FormFields> {
  const { policy, revision } = await withServices(portico, async (services) =>
    getPolicy(services, await getScope(services)),
  )
  return { ...toFields(policySettings, policy), revision: String(revision) }
}

const countRevisions = (portico: Portico) => query(portico, sql`select count(*)::int as count from revisions`)

async function currentRevision(portico: Portico, kind: string): Promise<number> {
  const [row] = await query(
    portico,
    sql`select coalesce(max(number), 0)::int as number from revisions where kind = ${kind}`,
  )
  return Number(row?.number)
}

const badComponents: [string, FormFields, number][] = [
  ['an unknown component', { 'components.crypto_wallet.enabled': 'on' }, 422],
  ['an unknown feature', { 'components.payment_element.features.payment_method_charge': 'on' }, 422],
  [
    'a value outside the list',
    {
      'components.payment_element.enabled': 'on',
      'components.payment_element.features.payment_method_save': 'on',
      'components.payment_element.features.payment_method_save_usage': 'always',
    },
    422,
  ],
  ['a number outside its limits', { 'components.payment_element.features.payment_method_redisplay_limit': '99' }, 422],
  ['customer', { customer: 'cus_b' }, 422],
  ['scope', { scope: 'acct_other:live' }, 422],
  ['updated_by', { updated_by: 'operator_b' }, 422],
  ['operatorId', { operatorId: '00000000-0000-0000-0000-000000000000' }, 422],
  ['number', { number: '7' }, 422],
  ['a nested array', { 'components.payment_element[features][payment_method_save]': ['on', 'off'] }, 400],
  ['one box ticked twice', { 'components.payment_element.enabled': ['on', 'on'] }, 400],
  ['a prototype', { 'constructor.prototype.enabled': 'on' }, 422],
  ['no version', { revision: '' }, 422],
  ['a version that is not a number', { revision: '1e3' }, 422],
  ['a version below nothing', { revision: '-1' }, 422],
  ['a version that nobody saved yet', { revision: '999' }, 409],
  ['an id that is none', { pricing_tables: 'prctbl_<script>' }, 422],
  ['an address as an id', { buy_buttons: 'https://evil.example/buy' }, 422],
]

test.describe('/admin/components/save', () => {
  for (const [what, change, status] of badComponents) {
    test(`refuses ${what}`, async ({ portico }) => {
      await getTwoCustomers(portico)
      const operator = await signInOperator(portico)
      const fields = { ...(await readForm(portico)), ...change }
      const before = await countRevisions(portico)
      const last = (await portico.twin.ledger()).at(-1)?.sequence
      const answer = await operator.postForm('/admin/components/save', fields)
      expect(answer.status).toBe(status)
      expect(await countRevisions(portico)).toEqual(before)
      expect((await portico.twin.ledger(last)).filter(({ method }) => method !== 'GET')).toEqual([])
    })
  }

  test('saves what it knows', async ({ portico }) => {
    await getTwoCustomers(portico)
    const operator = await signInOperator(portico)
    const answer = await operator.postForm('/admin/components/save', {
      ...(await readForm(portico)),
      several_subscriptions: 'on',
    })
    expect(answer.location).toBe(`/admin/components?saved=${await currentRevision(portico, 'policy')}`)
  })

  test('takes nothing as JSON', async ({ portico }) => {
    const operator = await signInOperator(portico)
    const answer = await operator.postJson('/admin/components/save', { revision: 0, components: {} })
    expect(answer.status).toBe(415)
  })
})

test.describe('/admin/company/save', () => {
  const bad: [string, FormFields][] = [
    ['an unknown field', { plan: 'free' }],
    ['scope', { scope: 'acct_other:live' }],
    ['an accent that is CSS', { accent: 'red;} body { display: none' }],
    ['a script as an address', { terms_url: 'javascript:alert(1)' }],
    ['a page as a logo', { logo: 'data:text/html;base64,PHNjcmlwdD4=' }],
    ['an address as a logo', { logo: 'https://evil.example/logo.svg' }],
  ]
  for (const [what, change] of bad) {
    test(`refuses ${what}`, async ({ portico }) => {
      const operator = await signInOperator(portico)
      const fields = { name: 'Acme', revision: String(await currentRevision(portico, 'company')), ...change }
      const before = await countRevisions(portico)
      expect((await operator.postForm('/admin/company/save', fields)).status).toBe(422)
      expect(await countRevisions(portico)).toEqual(before)
    })
  }
})

test.describe('/api/customer-sessions', () => {
  const bad: [string, unknown][] = [
    ['an unknown component', { components: ['payouts'] }],
    ['no component', { components: [] }],
    ['a component that is an object', { components: [{ payment_element: { enabled: true } }] }],
    ['components as an object', { components: { payment_element: { enabled: true } } }],
    ['a nested array', { components: [['payment_element']] }],
    ['features', { components: ['payment_element'], features: { payment_method_remove: 'enabled' } }],
    ['something else left out', { components: ['payment_element'], left_out: ['payment_method_redisplay'] }],
    ['a version', { components: ['payment_element'], policy_revision: 1 }],
    ['an unknown page', { components: ['payment_element'], page: '/evil' }],
    ['null', null],
    ['a text', 'payment_element'],
  ]
  for (const [what, body] of bad) {
    test(`refuses ${what}`, async ({ portico }) => {
      const { a } = await getTwoCustomers(portico)
      const member = await signInMember(portico, { customer: a.id })
      const headers = { 'portico-login': await findLoginReference(portico, member) }
      const last = (await portico.twin.ledger()).at(-1)?.sequence
      const answer = await member.postJson('/api/customer-sessions', body, headers)
      expect(answer.status).toBe(422)
      expect(await portico.twin.ledger(last)).toEqual([])
    })
  }

  test('sends Stripe what the policy names, and not a word more', async ({ portico }) => {
    const { a } = await getTwoCustomers(portico)
    const member = await signInMember(portico, { customer: a.id })
    const headers = { 'portico-login': await findLoginReference(portico, member) }
    const last = (await portico.twin.ledger()).at(-1)?.sequence
    await member.postJson('/api/customer-sessions', { components: ['payment_element', 'pricing_table'] }, headers)
    const mints = (await portico.twin.ledger(last)).filter(({ operation }) => operation === 'customerSessions.create')
    expect(mints.map(({ params }) => params)).toEqual([
      {
        customer: a.id,
        components: {
          payment_element: {
            enabled: true,
            features: {
              payment_method_redisplay: 'enabled',
              payment_method_redisplay_limit: 3,
              payment_method_allow_redisplay_filters: ['always'],
              payment_method_save: 'enabled',
              payment_method_save_usage: 'off_session',
              payment_method_remove: 'disabled',
            },
          },
          pricing_table: { enabled: true },
        },
      },
    ])
  })
})
