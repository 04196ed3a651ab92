import { describe, expect, it } from 'vitest'
import { companySchema, emptyCompany, readStoredCompany } from './company.ts'

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
      logo: 'data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=',
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

  it('reads a company that was saved with the address of a logo, without it', () => {
    const stored = { name: 'Acme', logo_url: 'https://acme.example/logo.svg' }
    expect(readStoredCompany(stored)).toEqual({ ...emptyCompany, name: 'Acme' })
  })

  it.each([
    [{ name: '  ' }, 'name must not be empty'],
    [{ time_zone: 'Atlantis' }, 'time_zone must be the name of a time zone as in Europe/Berlin'],
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
    [{ logo: 'https://acme.example/logo.svg' }, 'logo must be a PNG, SVG, WebP or JPEG image'],
    [{ slogan: 'Pay' }, ' Unrecognized key: "slogan"'],
  ] as [object, string][])('refuses %j and says what would be right', (input, problem) => {
    expect(problems(input)).toEqual([problem])
  })
})
