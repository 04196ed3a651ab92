// Every page and route of the app, read from its folder, so that a new one is tested without being added anywhere.
import { globSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { TestCustomer } from './customers.ts'

export interface AppRoute {
  /** As in `/pay/[invoice]`. */
  pattern: string
  methods: string[]
  isPage: boolean
}

export function listAppRoutes(): AppRoute[] {
  return globSync('app/**/{page.tsx,route.ts}')
    .toSorted()
    .map((file) => {
      const segments = dirname(file.replaceAll('\\', '/')).split('/').slice(1)
      const pattern = `/${segments.filter((segment) => !segment.startsWith('(')).join('/')}`
      if (file.endsWith('page.tsx')) return { pattern, methods: ['GET'], isPage: true }
      const exported = readFileSync(file, 'utf8').matchAll(/^export (?:const|(?:async )?function) (GET|HEAD|POST)\b/gm)
      return { pattern, methods: [...exported].map(([, method = '']) => method), isPage: false }
    })
}

// On the console's pages about one person: nobody.
const nobodysId = '00000000-0000-4000-8000-000000000000'
const nobody = { customer: 'cus_nobody', member: nobodysId, operator: nobodysId }

/** @param values for the named parts of patterns; a part without one is a route that a test does not know yet */
export function fillPattern(pattern: string, values: Record<string, string>): string {
  const known: Record<string, string> = { ...nobody, ...values }
  return pattern.replaceAll(/\[(?:\.\.\.)?(\w+)\]/g, (_part, name: string) => {
    const value = known[name]
    if (value === undefined) throw new Error(`${pattern} has a part without a value for this test: ${name}`)
    return value
  })
}

/** A value for each named part: the customer's own, and for the rest one of the right form that names nothing. */
export function exampleParts({ id, openInvoice }: TestCustomer): Record<string, string> {
  return {
    customer: id,
    invoice: openInvoice,
    member: '00000000-0000-4000-8000-000000000000',
    link: 'nowhere',
    code: 'handoff_used',
    token: 'x'.repeat(43),
    ticket: 'x'.repeat(43),
  }
}
