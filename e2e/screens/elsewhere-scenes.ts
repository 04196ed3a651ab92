// What surrounds the portal in a demo: the host app, and the pages that the twin plays of Stripe's.

import type { Page } from '@playwright/test'
import { answerBank } from '#twin/playwright/answer-bank.ts'
import { cards } from '#twin/playwright/cards.ts'
import { fillCard } from '#twin/playwright/fill-card.ts'
import { planButton } from '../setup/embeds.ts'
import { openAs, type Scene } from './scene.ts'

export const elsewhereScenes: Scene[] = [
  {
    name: 'acme-sign-in',
    open: async ({ portico }, page) => {
      await page.goto(portico.hostUrl)
    },
  },
  {
    name: 'acme-home',
    open: async ({ portico }, page) => {
      await page.goto(portico.hostUrl)
      await page.getByRole('button', { name: 'Ada' }).first().click()
    },
  },
  {
    name: 'stripe-checkout',
    open: async (stage, page) => {
      await openAs(stage, page, 'empty', '/plans')
      await planButton(page, 'Pro').click()
      await page.getByLabel('Card number').waitFor()
    },
  },
  {
    name: 'stripe-portal',
    open: (stage, page) => openAs(stage, page, 'active', '/manage').then(() => open(page, 'Open billing portal')),
  },
  {
    name: 'stripe-cancel',
    open: (stage, page) => openAs(stage, page, 'active', '/manage').then(() => open(page, 'Cancel plan: Pro')),
  },
  {
    name: 'stripe-change',
    open: (stage, page) => openAs(stage, page, 'active', '/manage').then(() => open(page, 'Review the switch: Pro')),
  },
  {
    name: 'stripe-details',
    open: (stage, page) => openAs(stage, page, 'active', '/manage').then(() => open(page, 'Update billing details')),
  },
  {
    name: 'stripe-invoice',
    open: async (stage, page) => {
      const { hosted_invoice_url } = await stage.portico.twin.stripe.invoices.retrieve(stage.invoices.open)
      await page.goto(String(hosted_invoice_url))
    },
  },
  {
    name: 'bank-question',
    open: async (stage, page) => {
      await openAs(stage, page, 'empty', '/payment-methods')
      await fillCard(page, cards.asksBank)
      await page.getByRole('button', { name: 'Save payment method' }).click()
      await answerBank(page, 'Complete', { trial: true })
    },
  },
]

async function open(page: Page, button: string) {
  await page.getByRole('button', { name: button, exact: true }).click()
  await page.waitForURL(/\/p\/session\//)
}
