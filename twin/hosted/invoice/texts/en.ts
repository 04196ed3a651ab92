import { en as shared } from '../../shared/texts/en.ts'

/** The words of an invoice's page and of its PDF. */
export const en = {
  ...shared,
  invoice: (number: string) => `Invoice ${number}`,
  number: 'Invoice number',
  dateOfIssue: 'Date of issue',
  dueDate: 'Date due',
  from: 'From',
  to: 'To',
  quantityTimes: (count: number, text: string) => `${count} × ${text}`,
  shippingCost: 'Shipping',
  balanceApplied: 'Applied balance',
  amountDue: 'Amount due',
  amountPaid: 'Amount paid',
  amountRemaining: 'Amount remaining',
  download: 'Download invoice',
  receipt: 'View receipt',
  pay: (amount: string) => `Pay ${amount}`,
  dueOn: (day: string) => `Due ${day}`,
  overdue: (day: string) => `Past due since ${day}`,
  dueNow: 'Due now',
  paidOn: (day: string) => `Paid on ${day}`,
  isPaid: 'This invoice is paid. Thank you.',
  isVoid: 'Voided',
  isVoidText: 'This invoice was voided. There is nothing to pay.',
  isUncollectible: 'Uncollectible',
  isUncollectibleText: 'This invoice was given up as uncollectible. It can still be paid.',
  isProcessing: 'Your payment is being processed. Your bank takes some days to confirm it.',
  payInvoice: 'Pay this invoice',
  notFound: 'This invoice could not be found',
  notFoundText: 'Check the address, or ask whoever sent you the invoice.',
}

export type Texts = typeof en
