import { describe, expect, it } from 'vitest'
import { isRouterState } from './router-state.ts'

const write = (value: unknown) => encodeURIComponent(JSON.stringify(value))
const page = ['__PAGE__', {}]

describe('isRouterState', () => {
  it('takes what Next writes', () => {
    const known = [
      ['', { children: page }],
      ['', { children: page }, null, 'refetch'],
      ['', { children: ['(portal)', { children: ['invoices', { children: page, side: page }] }] }, null, null, 16],
      ['', { children: [['invoice', 'in_1', 'd', null], { children: page }, ['/pay/in_1', '']] }, null, null, 4, 'x'],
      ['', { children: [['link', 'update-card', 'c', ['plans']], {}] }],
    ]
    for (const state of known) expect(isRouterState(write(state)), JSON.stringify(state)).toBe(true)
  })

  it('takes nothing else', () => {
    const odd = [
      null,
      'x',
      {},
      [],
      [''],
      [1, {}],
      ['', []],
      ['', { children: 1 }],
      ['', {}, 'x'],
      ['', {}, null, 'all'],
    ]
    for (const state of odd) expect(isRouterState(write(state)), JSON.stringify(state)).toBe(false)
    for (const header of [undefined, '', '%zz', '[', `${write(['', {}])}, ${write(['', {}])}`, ['[]', '[]']])
      expect(isRouterState(header)).toBe(false)
  })

  it('is no stack overflow for one that is nested without end', () => {
    expect(isRouterState(`${'["",{"a":'.repeat(1800)}1${'}]'.repeat(1800)}`)).toBe(false)
  })
})
