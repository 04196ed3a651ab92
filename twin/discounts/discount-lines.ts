// What discounts take off lines: those of a line first, then those of the whole invoice, each on what the ones before left.
import { allocate } from './allocate.ts'

/** One discount as arithmetic; `products` limits it to lines that sell one of them. */
export type Reduction = { id: string; percentOff: number | null; amountOff: number; products: string[] | null }
export type DiscountableLine = {
  amount: number
  product: string | null
  isDiscountable: boolean
  /** The line's own discounts. */
  own: Reduction[]
}
export type DiscountAmount = { discount: string; amount: number }

/** @returns what each line loses to each discount, in the lines' order */
export function discountLines(lines: DiscountableLine[], whole: Reduction[]): DiscountAmount[][] {
  const amounts: DiscountAmount[][] = lines.map(() => [])
  const left = lines.map((line) => Math.max(0, line.isDiscountable ? line.amount : 0))
  const take = (index: number, discount: string, amount: number) => {
    amounts[index]?.push({ discount, amount })
    left[index] = (left[index] ?? 0) - amount
  }
  lines.forEach((line, index) => {
    for (const reduction of line.isDiscountable ? line.own : []) {
      if (appliesTo(reduction, line)) take(index, reduction.id, amountOff(reduction, left[index] ?? 0))
    }
  })
  for (const reduction of whole) {
    const weights = lines.map((line, index) =>
      line.isDiscountable && appliesTo(reduction, line) ? (left[index] ?? 0) : 0,
    )
    const total = amountOff(
      reduction,
      weights.reduce((sum, weight) => sum + weight, 0),
    )
    const shares = allocate(total, weights)
    lines.forEach((line, index) => {
      if (line.isDiscountable && appliesTo(reduction, line)) take(index, reduction.id, shares[index] ?? 0)
    })
  }
  return amounts
}

/** The sums per discount over all lines, in the order in which the discounts come up. */
export function sumDiscounts(amounts: DiscountAmount[][]): DiscountAmount[] {
  const sums = new Map<string, number>()
  for (const { discount, amount } of amounts.flat()) sums.set(discount, (sums.get(discount) ?? 0) + amount)
  return [...sums].map(([discount, amount]) => ({ discount, amount }))
}

function amountOff({ percentOff, amountOff: fixed }: Reduction, base: number): number {
  if (percentOff === null) return Math.min(fixed, base)
  // Ten-thousandths of a percent, so that half a cent is exactly half.
  return Math.round((base * Math.round(percentOff * 10_000)) / 1_000_000)
}

function appliesTo({ products }: Reduction, { product }: DiscountableLine): boolean {
  return products === null || (product !== null && products.includes(product))
}
