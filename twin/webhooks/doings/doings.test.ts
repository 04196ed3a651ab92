import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { describeChange } from '../../kernel/describe-change.ts'
import { referenceTo } from '../../kernel/object-reference.ts'
import { longDoings } from './long-doings.ts'
import { shortDoings } from './short-doings.ts'
import { setStage } from './stage.ts'

type Named = { id?: string; object: string }

describe('events', () => {
  it.each(shortDoings)('of one who %s: %j', async (_, gives, run) => {
    const stage = await setStage()
    stage.forget()
    await run(stage)
    expect(stage.events().map(({ type }) => type)).toEqual(gives)
  })

  it.each([...shortDoings, ...longDoings])(
    'of one who %s: tell what was before, and what is now',
    async (_, __, run) => {
      const stage = await setStage()
      await run(stage)
      const known = new Map<string, object[]>()
      const last = new Map<string, Stripe.Event>()
      for (const event of stage.events()) {
        const { object, previous_attributes: said } = event.data as { object: Named; previous_attributes?: object }
        const { id } = object
        if (id === undefined) continue
        // `invoice.paid` and `invoice.updated` tell of the same change.
        const states = (known.get(id) ?? []).filter((state) => !isEqual(state, object))
        const before = states.at(-1)
        const { type } = event
        if (before && said) {
          const change = describeChange({ ...before, ...silent(object) }, object)
          expect({ type, said }).toEqual({ type, said: change })
        }
        known.set(id, [...states, object])
        last.set(id, event)
      }
      for (const { type, data } of last.values()) {
        const object = data.object as Named & { id: string }
        const { url } = referenceTo(object)
        if (url === '' || type.endsWith('.deleted')) continue
        const { body } = await stage.call('GET', url)
        expect({ type, object: { ...body, ...silent(object) } }).toEqual({ type, object })
      }
    },
  )

  it.each(longDoings)('of one who %s, among others: %j', async (_, gives, run) => {
    const stage = await setStage()
    stage.forget()
    await run(stage)
    expect(
      inOrder(
        stage.events().map(({ type }) => type),
        gives,
      ),
    ).toEqual(gives)
  })
})

/** Those of the wanted that come, each after the one before it. */
function inOrder(types: string[], wanted: string[]): string[] {
  let at = -1
  return wanted.filter((type) => {
    const next = types.indexOf(type, at + 1)
    if (next >= 0) at = next
    return next >= 0
  })
}

/** What Stripe changes without a word: no event has it. */
function silent(object: object): object {
  const names = ['next_invoice_sequence', ...('invoice' in object && 'proration' in object ? ['invoice'] : [])]
  return Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)))
}

function isEqual(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
