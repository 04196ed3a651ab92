import { describe, expect, it } from 'vitest'
import { findViolations } from './find-violations.ts'

const reasonsFor = (path: string, source: string) =>
  findViolations(new Map([[path, source]])).map(({ reason, line }) => `${line}: ${reason}`)

describe('findViolations', () => {
  it.each([
    ['app/page.tsx', "import { mint } from '#lib/customer-sessions/mint-customer-session.ts'"],
    ['app/page.tsx', "import { Button } from '#components/ui/button.tsx'"],
    ['components/ui/button.tsx', "import type { Login } from '#lib/access/member-login.ts'"],
    ['components/portal/flow.tsx', "import { flows } from '#lib/catalogue/flows.ts'"],
    ['lib/policy/policy.ts', "import type Stripe from 'stripe'"],
    ['lib/policy/policy.ts', "import { type Stripe } from 'stripe'"],
    ['lib/policy/policy-store.ts', "import { eq } from 'drizzle-orm'"],
    ['lib/stripe/client.ts', "import Stripe from 'stripe'"],
    ['lib/policy/publish-policy.ts', "import { writeAudit } from '#lib/audit/write-audit.ts'"],
    ['lib/web/respond.ts', "import { headers } from 'next/headers'"],
    ['lib/policy/policy.test.ts', "import { createTwin } from '../../twin/twin.ts'"],
    ['lib/messages/message-catalogue.ts', "import texts from '../../messages/en/home.json'"],
    ['server/start/start-web.ts', 'const { PATH } = process.env'],
    ['e2e/screens/scene.ts', "import { loginAs } from '#twin/playwright/login-as.ts'"],
    ['e2e/screens/scene.ts', "import type { Twin } from '#twin/twin.ts'"],
  ])('allows %s: %s', (path, source) => {
    expect(reasonsFor(path, source)).toEqual([])
  })

  it.each([
    ['lib/policy/policy.ts', "import Stripe from 'stripe'", 'imports the package stripe'],
    ['lib/policy/policy.ts', "export { Stripe } from 'stripe'", 'imports the package stripe'],
    ['lib/policy/policy.ts', "const stripe = await import('stripe')", 'imports the package stripe'],
    ['lib/policy/policy.ts', "import { Pool } from 'pg'", 'imports the package pg'],
    ['lib/policy/policy.ts', "import { eq } from 'drizzle-orm'", 'imports the package drizzle-orm'],
    [
      'lib/policy/policy-store.ts',
      "import { drizzle } from 'drizzle-orm/node-postgres'",
      'imports the package drizzle',
    ],
    ['lib/policy/policy.ts', "import { headers } from 'next/headers'", 'imports the package next/headers'],
    ['lib/policy/policy.ts', "import { cache } from 'react'", 'imports the package react'],
    ['components/ui/link.tsx', "import Link from 'next/link'", 'imports the package next/link'],
    ['components/ui/button.tsx', "import { env } from '#lib/env.ts'", 'components may not import lib'],
    ['components/portal/pay.tsx', "import { loadStripe } from '@stripe/stripe-js'", 'imports the package @stripe'],
    ['lib/policy/policy.ts', "import { Page } from '../../app/page.tsx'", 'across folders'],
    ['lib/policy/policy.ts', "import { x } from '../audit/write-audit.ts'", 'use #lib/audit/write-audit.ts'],
    ['lib/audit/write-audit.ts', "import { x } from '#lib/policy/policy.ts'", 'lib/audit may not use lib/policy'],
    ['lib/database/connect.ts', "import { x } from '#lib/policy/policy.ts'", 'knows no noun'],
    ['lib/policy/policy.ts', "import { x } from '#server/free-port.ts'", 'lib may not import server'],
    ['twin/main.ts', "import { x } from '#lib/errors.ts'", 'twin may not import lib'],
    ['server/web.ts', "import { x } from '../twin/twin.ts'", 'across folders'],
    ['e2e/screens/scene.ts', "import { createTwin } from '#twin/twin.ts'", 'e2e may not import twin'],
    ['lib/policy/policy.ts', 'const key = process.env.STRIPE_SECRET_KEY', 'reads process.env'],
  ])('refuses %s: %s', (path, source, reason) => {
    expect(reasonsFor(path, source)).toEqual([expect.stringContaining(reason)])
  })

  it('names the line', () => {
    expect(reasonsFor('twin/main.ts', "import 'node:fs'\n\nimport '#lib/errors.ts'")).toEqual([
      expect.stringMatching(/^3: /),
    ])
  })
})
