const brands = [
  { name: 'amex', label: 'American Express', pattern: /^3[47]/, lengths: [15], cvcLength: 4 },
  { name: 'diners', label: 'Diners Club', pattern: /^3(?:0[0-5]|[689])/, lengths: [14, 16], cvcLength: 3 },
  { name: 'jcb', label: 'JCB', pattern: /^35/, lengths: [16], cvcLength: 3 },
  { name: 'discover', label: 'Discover', pattern: /^6(?:011|5|4[4-9])/, lengths: [16], cvcLength: 3 },
  { name: 'unionpay', label: 'UnionPay', pattern: /^62/, lengths: [16, 17, 18, 19], cvcLength: 3 },
  { name: 'mastercard', label: 'Mastercard', pattern: /^(?:5[1-5]|2[2-7])/, lengths: [16], cvcLength: 3 },
  { name: 'visa', label: 'Visa', pattern: /^4/, lengths: [16], cvcLength: 3 },
]
const unknownBrand = { name: 'unknown', label: '', lengths: [16], cvcLength: 3 }

export const onlyDigits = (text) => text.replaceAll(/\D/g, '')

export function brandOf(number) {
  return brands.find(({ pattern }) => pattern.test(onlyDigits(number))) ?? unknownBrand
}

/** What Stripe calls otherwise when it says which brand to show. */
const shownAs = { american_express: 'amex', diners_club: 'diners', union_pay: 'unionpay' }

export function brandLabel(shown) {
  const name = shownAs[shown] ?? shown
  return brands.find((brand) => brand.name === name)?.label ?? name
}

export function formatNumber(text) {
  const brand = brandOf(text)
  const digits = onlyDigits(text).slice(0, brand.lengths.at(-1))
  const groups = brand.lengths.includes(15)
    ? /^(\d{1,4})(\d{1,6})?(\d{1,5})?/
    : /^(\d{1,4})(\d{1,4})?(\d{1,4})?(\d{1,4})?(\d{1,3})?/
  return (groups.exec(digits) ?? []).slice(1).filter(Boolean).join(' ')
}

/** `1230` and `12/30` become `12 / 30`; a lone first digit above 1 is a month. */
export function formatExpiry(text, isDeleting) {
  const digits = onlyDigits(/^[2-9]/.test(text.trim()) || /^\d\s*\//.test(text) ? `0${text}` : text).slice(0, 4)
  if (digits.length < 2 || (digits.length === 2 && isDeleting)) return digits
  return `${digits.slice(0, 2)} / ${digits.slice(2)}`
}

export function readExpiry(text) {
  const digits = onlyDigits(text)
  return { month: Number(digits.slice(0, 2)), year: 2000 + Number(digits.slice(2)) }
}

/** @returns Stripe's error code, or undefined for a good number */
export function numberProblem(text) {
  const digits = onlyDigits(text)
  if (digits.length < brandOf(digits).lengths[0]) return 'incomplete_number'
  return isLuhn(digits) ? undefined : 'invalid_number'
}

export function expiryProblem(text, now) {
  if (onlyDigits(text).length < 4) return 'incomplete_expiry'
  const { month, year } = readExpiry(text)
  if (month < 1 || month > 12) return 'invalid_expiry_month'
  const thisYear = now.getUTCFullYear()
  if (year < thisYear) return 'invalid_expiry_year_past'
  if (year > thisYear + 50) return 'invalid_expiry_year'
  return year === thisYear && month < now.getUTCMonth() + 1 ? 'invalid_expiry_month_past' : undefined
}

export function cvcProblem(text, number) {
  return onlyDigits(text).length < brandOf(number).cvcLength ? 'incomplete_cvc' : undefined
}

function isLuhn(digits) {
  let sum = 0
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2)
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}
