// The features about saved payment methods, which several components share.
import type { Choice, Choices, Count, Toggle } from './feature.ts'

const redisplayValues = [
  { value: 'always', label: 'Always: the customer agreed to see it again' },
  { value: 'limited', label: 'Limited: saved for the purpose it was first used for' },
  { value: 'unspecified', label: 'Unspecified: saved outside Stripe’s forms' },
] as const

export const redisplay = {
  kind: 'toggle',
  label: 'Show saved payment methods',
  help: 'Customers pick one that they saved before, instead of typing it again.',
  default: false,
} as const satisfies Toggle

export const redisplayLimit = {
  kind: 'count',
  label: 'How many saved payment methods to show',
  help: 'Stripe shows the newest ones first, and ten at most.',
  min: 1,
  max: 10,
  default: 3,
  appliesWhen: { feature: 'payment_method_redisplay', is: true },
} as const satisfies Count

export const allowRedisplayFilters = {
  kind: 'choices',
  label: 'Which saved payment methods to show',
  help: 'Each payment method carries a mark that says whether it may be shown again; only those marked as chosen here are shown.',
  trap: 'Cards saved outside Stripe’s forms are marked “unspecified”: they stay hidden unless you choose that too.',
  options: redisplayValues,
  default: ['always'],
  appliesWhen: { feature: 'payment_method_redisplay', is: true },
} as const satisfies Choices

export const saveCards = {
  kind: 'toggle',
  label: 'Offer to save the payment method',
  help: 'Adds a checkbox under the form. Ticked, the payment method is shown again next time.',
  trap: 'With this off, saved payment methods may stay hidden too (reported as react-stripe-js #591).',
  trapWhen: 'off',
  default: false,
} as const satisfies Toggle

export const saveUsage = {
  kind: 'choice',
  label: 'What a saved payment method may be charged for',
  help: 'Decides how the bank is asked. Needed whenever saving is offered: without it a later charge can fail.',
  trap: 'A payment that already says what it saves for (an invoice of a subscription does) cannot carry this too; saving is then left out there.',
  options: [
    { value: 'off_session', label: 'Charges without the customer present, such as renewals' },
    { value: 'on_session', label: 'Only payments that the customer makes in person' },
  ],
  default: null,
  isRequired: true,
  appliesWhen: { feature: 'payment_method_save', is: true },
} as const satisfies Choice

export const saveOverride = {
  kind: 'choice',
  label: 'Mark on a newly saved payment method',
  help: 'Where no checkbox is shown, this mark is put on what is saved. Left open, Stripe decides.',
  options: redisplayValues,
  default: null,
  appliesWhen: { feature: 'payment_method_save', is: false },
} as const satisfies Choice

export const removeCards = {
  kind: 'toggle',
  label: 'Let customers remove a saved payment method',
  help: 'Adds a way to delete a saved payment method.',
  trap: 'Removing a payment method also takes it from every subscription that it pays: the next charge then fails.',
  isDangerous: true,
  default: false,
} as const satisfies Toggle
