import { describe, expect, it } from 'vitest'
import { allocate } from './allocate.ts'
import { type DiscountableLine, discountLines, type Reduction, sumDiscounts } from './discount-lines.ts'

const percent = (percentOff: number, id = 'p', products: string[] | null = null): Reduction => ({
  id,
  percentOff,
  amountOff: 0,
  products,
})
const fixed = (amountOff: number, id = 'f', products: string[] | null = null): Reduction => ({
  id,
  percentOff: null,
  amountOff,
  products,
})
const line = (amount: number, more: Partial<DiscountableLine> = {}): DiscountableLine => ({
  amount,
  product: null,
  isDiscountable: true,
  own: [],
  ...more,
})

const table: [string, DiscountableLine[], Reduction[], number[], number][] = [
  ['a percentage of one line', [line(1000)], [percent(25)], [250], 250],
  ['half a cent, up', [line(1010)], [percent(2.5)], [25], 25],
  ['a third of a cent, down', [line(1000)], [percent(33.33)], [333], 333],
  [
    'a percentage of the sum, split over the lines',
    [line(333), line(333), line(334)],
    [percent(10)],
    [33, 33, 34],
    100,
  ],
  ['an amount in proportion', [line(3000), line(1000)], [fixed(1000)], [750, 250], 1000],
  ['an amount with a remainder', [line(1000), line(1000), line(1000)], [fixed(100)], [34, 33, 33], 100],
  ['no more than there is', [line(300), line(100)], [fixed(1000)], [300, 100], 400],
  [
    'nothing of what is not discountable',
    [line(1000, { isDiscountable: false }), line(500)],
    [fixed(700)],
    [0, 500],
    500,
  ],
  ['nothing of a credit', [line(-1000), line(500)], [percent(50)], [0, 250], 250],
  ['nothing of nothing', [line(0)], [fixed(100)], [0], 0],
  [
    'only what sells its product',
    [line(1000, { product: 'a' }), line(1000, { product: 'b' })],
    [percent(50, 'p', ['b'])],
    [0, 500],
    500,
  ],
]

describe('discountLines', () => {
  it.each(table)('takes %s', (_, lines, whole, ofLines, total) => {
    const amounts = discountLines(lines, whole)
    expect(amounts.map((each) => each.reduce((sum, { amount }) => sum + amount, 0))).toEqual(ofLines)
    expect(sumDiscounts(amounts).reduce((sum, { amount }) => sum + amount, 0)).toBe(total)
  })

  it('applies several in order, each to what the ones before left', () => {
    const sums = (whole: Reduction[]) => sumDiscounts(discountLines([line(10_000)], whole))
    expect(sums([percent(50, 'half'), fixed(1000, 'ten')])).toEqual([
      { discount: 'half', amount: 5000 },
      { discount: 'ten', amount: 1000 },
    ])
    expect(sums([fixed(1000, 'ten'), percent(50, 'half')])).toEqual([
      { discount: 'ten', amount: 1000 },
      { discount: 'half', amount: 4500 },
    ])
  })

  it("applies a line's own before those of the invoice", () => {
    const lines = [line(1000, { own: [percent(50, 'own')] }), line(1000)]
    expect(discountLines(lines, [percent(10, 'all')])).toEqual([
      [
        { discount: 'own', amount: 500 },
        { discount: 'all', amount: 50 },
      ],
      [{ discount: 'all', amount: 100 }],
    ])
  })
})

describe('allocate', () => {
  it('splits to the last cent', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33])
    expect(allocate(1, [5, 95])).toEqual([0, 1])
    expect(allocate(7, [0, 0])).toEqual([0, 0])
  })
})
