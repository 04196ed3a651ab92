import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { companySchema, readStoredCompany } from '#lib/company/company.ts'
import { companySections, companySettings } from '#lib/company/company-sections.ts'
import { publishCompany } from '#lib/company/publish-company.ts'
import { createTestServices, type TestServices } from '#lib/testing.ts'
import type { Draft } from './draft.ts'
import { toFields } from './form-fields.ts'
import { openForm } from './open-form.ts'

let test: TestServices
let accounts = 0
beforeAll(async () => {
  test = await createTestServices()
})
afterAll(() => test.close())

/** An account of its own, with these companies saved one after the other. */
async function saveAll(companies: object[]): Promise<string> {
  accounts += 1
  const scope = `acct_${accounts}:test`
  for (const [expectedRevision, company] of companies.entries())
    await publishCompany(test.services, {
      scope,
      actor: { kind: 'system' },
      request: null,
      expectedRevision,
      company: companySchema.parse(company),
    })
  return scope
}

const open = (scope: string, more: { draft?: Draft; saved?: string } = {}) =>
  openForm(test.services, {
    scope,
    kind: 'company',
    sections: companySections,
    read: readStoredCompany,
    draft: undefined,
    saved: undefined,
    ...more,
  })

const fieldsOf = (company: object) => toFields(companySettings, companySchema.parse(company))

describe('openForm', () => {
  it('begins with what holds before anything was saved', async () => {
    const form = await open(await saveAll([]))
    expect(form).toEqual({ revision: 0, fields: fieldsOf({}), problems: [] })
  })

  it('tells what the last save changed', async () => {
    const form = await open(await saveAll([{ name: 'Acme' }, { name: 'Acme', accent: '#112233' }]), {
      saved: '2',
    })
    expect(form).toMatchObject({
      revision: 2,
      saved: { changes: [{ label: 'Look: Accent colour', before: 'Not set', after: '#112233' }] },
    })
  })

  it('says nothing of a version that was never saved', async () => {
    const form = await open(await saveAll([{ name: 'Acme' }]), { saved: '9' })
    expect(form.saved).toBeUndefined()
  })

  it('says that nothing was different', async () => {
    expect(await open(await saveAll([{ name: 'Acme' }]), { saved: 'nothing' })).toMatchObject({ isUnchanged: true })
  })

  it('shows again what was typed, also what is wrong with it', async () => {
    const draft = {
      revision: 1,
      fields: { ...fieldsOf({}), accent: 'green' },
      problems: [{ field: 'accent', message: 'must be a colour' }],
    }
    expect(await open(await saveAll([{ name: 'Acme' }]), { draft })).toEqual(draft)
  })

  it('shows both versions after somebody else saved, and builds on theirs', async () => {
    const scope = await saveAll([{ name: 'Acme' }, { name: 'Acme Ltd', host_url: 'https://acme.example' }])
    const draft = { revision: 1, fields: fieldsOf({ name: 'Acme', accent: '#112233' }), problems: [] }
    const form = await open(scope, { draft })
    expect(form.revision).toBe(2)
    expect(form.fields).toEqual(fieldsOf({ name: 'Acme Ltd', host_url: 'https://acme.example', accent: '#112233' }))
    expect(form.conflict?.differences).toEqual([
      { name: 'name', label: 'Look: Name', before: 'Acme Ltd', after: 'Acme' },
      { name: 'accent', label: 'Look: Accent colour', before: 'Not set', after: '#112233' },
      { name: 'host_url', label: 'Support: Your app', before: 'https://acme.example', after: 'Not set' },
    ])
  })
})
