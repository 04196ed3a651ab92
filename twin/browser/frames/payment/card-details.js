import { brandOf, onlyDigits } from '../card-rules.js'

/** How many digits say whose card it is. */
const prefixLength = 8
/** Of the test cards; all others are credit cards. */
const fundings = {
  40000566: 'debit',
  40000576: 'debit',
  40000582: 'debit',
  51051051: 'prepaid',
  52008282: 'debit',
  60119811: 'debit',
}
const unknown = { brands: null, funding: null }

/** What `carddetailschange` says of the card that is chosen: a saved one, or one that is being typed. */
export function describeCard(savedMethod, typedNumber) {
  if (savedMethod) {
    const { brand, funding, networks } = savedMethod.card
    return { brands: networks?.available ?? [brand], funding }
  }
  const digits = onlyDigits(typedNumber)
  if (digits.length < prefixLength) return unknown
  return { brands: [brandOf(digits).name], funding: fundings[digits.slice(0, prefixLength)] ?? 'credit' }
}
