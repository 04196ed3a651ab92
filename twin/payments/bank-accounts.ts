// Stripe's test bank accounts: what each debit comes to, some seconds after it was begun.
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Decline } from './test-cards.ts'

export type TestBank = { fails?: Decline; seconds: number }

const soon = 2
const later = 3 * 60
const refused = (code: string, message: string): Decline => ({ code, decline_code: code, message })
const noFunds = refused('insufficient_funds', "The customer's account has insufficient funds to cover this payment.")
const notAuthorized = refused(
  'debit_not_authorized',
  'The customer has notified their bank that this payment was unauthorized.',
)

/** https://docs.stripe.com/payments/sepa-debit/accept-a-payment: every other IBAN pays soon. */
const ibans: Record<string, TestBank> = {
  AT321904300235473204: { seconds: later },
  AT861904300235473202: { fails: noFunds, seconds: soon },
  AT051904300235473205: { fails: noFunds, seconds: later },
  DE08370400440532013003: { seconds: later },
  DE62370400440532013001: { fails: noFunds, seconds: soon },
  DE78370400440532013004: { fails: noFunds, seconds: later },
  FR3020041010050500013M02609: { seconds: later },
  FR8420041010050500013M02607: { fails: noFunds, seconds: soon },
  FR7920041010050500013M02600: { fails: noFunds, seconds: later },
}
/** https://docs.stripe.com/payments/ach-direct-debit/accept-a-payment */
const usAccounts: Record<string, TestBank> = {
  '000111111113': { fails: refused('account_closed', "The customer's account has been closed."), seconds: soon },
  '000111111116': { fails: refused('no_account', 'No account could be located.'), seconds: soon },
  '000222222227': { fails: noFunds, seconds: soon },
  '000333333335': { fails: notAuthorized, seconds: soon },
  '000000000009': { seconds: Number.POSITIVE_INFINITY },
}

const bankTokens = new Map([
  ['pm_usBankAccount', '000123456789'],
  ['pm_usBankAccount_success', '000123456789'],
  ['pm_usBankAccount_accountClosed', '000111111113'],
  ['pm_usBankAccount_noAccount', '000111111116'],
  ['pm_usBankAccount_insufficientFunds', '000222222227'],
  ['pm_usBankAccount_debitNotAuthorized', '000333333335'],
  ['pm_usBankAccount_processing', '000000000009'],
])

/** Named by `pm_usBankAccount_success`. */
export function accountOfToken(token: string): string | undefined {
  return bankTokens.get(token)
}

export function findTestBank(number: string): TestBank {
  return usAccounts[number] ?? ibans[number] ?? { seconds: soon }
}

export function readIban(iban: string) {
  const compact = iban.replaceAll(' ', '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(compact))
    throw invalidRequest('The IBAN you provided is invalid.', {
      param: 'sepa_debit[iban]',
      code: 'invalid_bank_account_iban',
    })
  return compact
}

export function checkRouting(routing: string) {
  const digits = [...routing].map(Number)
  const sum = digits.reduce((total, digit, index) => total + digit * ([3, 7, 1][index % 3] ?? 0), 0)
  if (/^\d{9}$/.test(routing) && sum % 10 === 0) return
  throw invalidRequest('You must provide a valid routing number.', {
    param: 'us_bank_account[routing_number]',
    code: 'routing_number_invalid',
  })
}
