import { describe, expect, it } from 'vitest'
import { createFairLine } from './fair-line.ts'

function lineOf(...arrivals: string[]) {
  const line = createFairLine<string>()
  for (const arrival of arrivals) line.join(arrival[0] ?? '', arrival)
  return line
}

function serveAll(line: ReturnType<typeof lineOf>): string[] {
  return Array.from({ length: line.length }, () => line.next() ?? '')
}

describe('createFairLine', () => {
  it('serves customers in turn, and each one’s own in the order in which they came', () => {
    expect(serveAll(lineOf('a1', 'a2', 'a3', 'b1', 'c1', 'b2'))).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3'])
  })

  it('serves one that must try again next', () => {
    const line = lineOf('a1', 'b1', 'b2')
    line.rejoin('c', 'c0')
    line.rejoin('b', 'b0')
    expect(serveAll(line)).toEqual(['b0', 'c0', 'a1', 'b1', 'b2'])
  })

  it('forgets who leaves', () => {
    const line = lineOf('a1', 'b1', 'b2')
    line.leave('b', 'b1')
    line.leave('b', 'b1')
    line.leave('a', 'a1')
    expect(line.length).toBe(1)
    expect(serveAll(line)).toEqual(['b2'])
    expect(line.next()).toBeUndefined()
  })

  it('counts who would be served before: of others no more than of one’s own', () => {
    const line = lineOf('a1', 'a2', 'a3', 'a4', 'b1')
    expect(line.countAhead('c')).toBe(2)
    expect(line.countAhead('b')).toBe(3)
    expect(line.countAhead('a')).toBe(5)
  })
})
