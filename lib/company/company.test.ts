import { describe, expect, it } from 'vitest'
import { companySchema, emptyCompany } from './company.ts'

const problems = (input: unknown) =>
  companySchema.safeParse(input).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? []

describe('companySchema', () => {
  it('begins with a name alone', () => {
    const { name, ...rest } = emptyCompany
    expect(name).toBe('Your company')
    expect(Object.values(rest).every((value) => value === null)).toBe(true)
  })

  it('takes what a company has', () => {
    const company = {
      name: ' Acme ',
      logo_url: 'https://acme.example/logo.svg',
      accent: '#0A7D5C',
      support_email: ' help@acme.example ',
      host_url: 'http://127.0.0.1:4242/app',
    }
    expect(companySchema.parse(company)).toMatchObject({
      name: 'Acme',
      accent: '#0a7d5c',
      support_email: 'help@acme.example',
      host_url: 'http://127.0.0.1:4242/app',
    })
  })

  it.each([
    [{ name: '  ' }, 'name must not be empty'],
    [{ accent: 'green' }, 'accent must be a colour as in #0a7d5c'],
    [{ accent: '#fff' }, 'accent must be a colour as in #0a7d5c'],
    [{ support_email: 'help' }, 'support_email must be an e-mail address as in help@example.com'],
    ...[
      'http://acme.example',
      'javascript:alert(1)',
      'data:text/html,hi',
      '//acme.example',
      'https:acme.example',
      'https://user:secret@acme.example',
      'acme.example',
    ].map((terms_url) => [{ terms_url }, 'terms_url must be a whole address that starts with https://']),
    [{ slogan: 'Pay' }, ' Unrecognized key: "slogan"'],
  ] as [object, string][])('refuses %j and says what would be right', (input, problem) => {
    expect(problems(input)).toEqual([problem])
  })
})
