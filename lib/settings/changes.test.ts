import { describe, expect, it } from 'vitest'
import { listChanges } from './changes.ts'
import { mergeFields } from './draft.ts'
import type { Section } from './setting.ts'

const sections: Section[] = [
  {
    label: 'Buttons',
    help: '',
    toggle: { name: 'buttons.enabled', control: { kind: 'toggle', label: 'Buttons', help: '', default: false } },
    settings: [
      { name: 'buttons.ids', control: { kind: 'ids', label: 'Which', help: '', example: '' } },
      {
        name: 'buttons.mark',
        control: {
          kind: 'choice',
          label: 'Mark',
          help: '',
          options: [{ value: 'always', label: 'Always' }],
          default: null,
        },
      },
    ],
  },
]

describe('listChanges', () => {
  it('tells what differs, in words', () => {
    const before = { buttons: { enabled: false, ids: [], mark: null } }
    const after = { buttons: { enabled: true, ids: ['a', 'b'], mark: 'always' } }
    expect(listChanges(sections, before, after)).toEqual([
      { name: 'buttons.enabled', label: 'Buttons', before: 'Off', after: 'On' },
      { name: 'buttons.ids', label: 'Buttons: Which', before: 'None', after: 'a; b' },
      { name: 'buttons.mark', label: 'Buttons: Mark', before: 'Not set', after: 'Always' },
    ])
    expect(listChanges(sections, after, after)).toEqual([])
  })

  it('says what a section is one of', () => {
    const flows = sections.map((section) => ({ ...section, oneOf: 'Flow' }))
    const [change] = listChanges(flows, null, { buttons: { enabled: true } })
    expect(change?.label).toBe('Flow “Buttons”')
  })

  it('takes nothing, and what knew fewer settings, for everything off', () => {
    expect(listChanges(sections, null, { buttons: { enabled: false } })).toEqual([])
  })
})

describe('mergeFields', () => {
  it('keeps what you changed, and takes theirs where you did not', () => {
    const base = { name: 'Acme', accent: '', marks: ['a'] }
    const theirs = { name: 'Acme Ltd', accent: '#111111', marks: ['a'] }
    const yours = { name: 'Acme', accent: '#222222', marks: ['a', 'b'] }
    expect(mergeFields({ base, theirs, yours })).toEqual({ name: 'Acme Ltd', accent: '#222222', marks: ['a', 'b'] })
  })
})
