import { describe, expect, it } from 'vitest'
import { getTranslator } from '#lib/messages/translate.ts'
import { isProblemCode, problemWays } from './problem-ways.ts'

const t = getTranslator()

describe('problemWays', () => {
  it.each(Object.keys(problemWays))('leads on from %s, and says what happened', (code) => {
    if (!isProblemCode(code)) throw new Error(`${code} has no way on`)
    expect(problemWays[code].length).toBeGreaterThan(0)
    expect(t(`problem.${code}_title`, { company: 'Acme' })).toMatch(/^[A-Z]/)
    expect(t(`problem.${code}_text`, { company: 'Acme' })).toMatch(/\.$/)
  })
})
