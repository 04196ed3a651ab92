import { describe, expect, it } from 'vitest'
import { judgeFields } from '#lib/settings/draft.ts'
import { type FormFields, formSchema, toFields } from '#lib/settings/form-fields.ts'
import type { Control } from '#lib/settings/setting.ts'
import { emptyPolicy, policySchema } from './policy.ts'
import { policySettings } from './policy-sections.ts'

const judge = (fields: FormFields) => judgeFields(policySchema, policySettings, fields)
const changed = (fields: FormFields) => judge({ ...toFields(policySettings, emptyPolicy), ...fields })

/** The same numbers at every run: mulberry32. */
function createRandom(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const idPrefixes: Record<string, string> = {
  pricing_tables: 'prctbl',
  buy_buttons: 'buy_btn',
  'portal.configuration': 'bpc',
  'portal.on_behalf_of': 'acct',
  'portal.confirm_price': 'price',
}

/** The fields of a form in which somebody set everything at random. */
function randomFields(random: () => number): FormFields {
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item
  const id = (name: string) =>
    `${idPrefixes[name]}_${Math.floor(random() * 1e9)
      .toString(36)
      .padStart(6, '0')}`
  const field = (name: string, control: Control): string | string[] => {
    switch (control.kind) {
      case 'toggle':
        return pick(['on', ''])
      case 'choice':
        return pick(control.options).value
      case 'choices': {
        const some = control.options.filter(() => random() < 0.5).map(({ value }) => value)
        return some.length > 0 ? some : [pick(control.options).value]
      }
      case 'count':
        return String(control.min + Math.floor(random() * (control.max - control.min + 1)))
      case 'ids':
        return Array.from({ length: Math.floor(random() * 4) }, () => id(name)).join('\n')
      case 'text':
        return random() < 0.5 ? id(name) : ''
      case 'image':
        return ''
    }
  }
  return Object.fromEntries(policySettings.map(({ name, control }) => [name, field(name, control)]))
}

describe('the form of a policy', () => {
  it('asks for every part of a policy, and for nothing else', () => {
    const leaves = (value: unknown, path: string[] = []): string[] =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.entries(value).flatMap(([key, part]) => leaves(part, [...path, key]))
        : [path.join('.')]
    expect(policySettings.map(({ name }) => name).sort()).toEqual(leaves(emptyPolicy).sort())
  })

  it('gives back the empty policy', () => {
    expect(judge(toFields(policySettings, emptyPolicy))).toEqual({ kind: 'valid', content: emptyPolicy })
  })

  it('gives back any policy', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const fields = randomFields(createRandom(seed))
      const first = judge(fields)
      if (first.kind === 'invalid') throw new Error(`seed ${seed}: ${JSON.stringify(first.problems)}`)
      const again = toFields(policySettings, first.content)
      expect(again, `seed ${seed}`).toEqual(fields)
      expect(judge(again)).toEqual(first)
    }
  })

  it('has off what comes without a field, as a browser leaves unticked boxes out', () => {
    const { revision, fields } = formSchema(policySettings).parse({ revision: '7' })
    expect(revision).toBe(7)
    expect(fields['components.buy_button.enabled']).toBe('')
  })

  it.each(['components.pricing_tabel.enabled', 'components.payment_element.features.payment_method_shave', 'customer'])(
    'refuses the unknown field %s by name',
    (name) => {
      const result = formSchema(policySettings).safeParse({ revision: '1', [name]: 'on' })
      expect(result.error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: [name] }])
    },
  )

  const features = 'components.payment_element.features'
  it.each([
    [{ [`${features}.payment_method_redisplay_limit`]: '11' }, 'must be a whole number from 1 to 10'],
    [{ [`${features}.payment_method_redisplay_limit`]: '' }, 'must be a whole number from 1 to 10'],
    [{ [`${features}.payment_method_redisplay_limit`]: '3.0' }, 'must be a whole number from 1 to 10'],
    [{ [`${features}.payment_method_redisplay_limit`]: '0x5' }, 'must be a whole number from 1 to 10'],
    [{ [`${features}.payment_method_save_usage`]: 'sometimes' }, 'is not one of the choices'],
    [{ [`${features}.payment_method_allow_redisplay_filters`]: [] }, 'wants at least one'],
    [{ [`${features}.payment_method_allow_redisplay_filters`]: ['all'] }, 'has one that is not among the choices'],
    [
      { pricing_tables: 'prctbl_1234\n\nprice_1234' },
      'line 2 is not the id of a pricing table: it starts with prctbl_',
    ],
    [{ buy_buttons: 'buy_btn_1234\n'.repeat(21) }, 'takes 20 at most'],
    [{ 'portal.configuration': 'default' }, 'is not the id of a portal configuration: it starts with bpc_'],
    [{ 'portal.flows.subscription_cancel.after_completion': '' }, 'is not one of the choices'],
  ] as [FormFields, string][])('refuses %j and names the field', (fields, message) => {
    expect(changed(fields)).toEqual({ kind: 'invalid', problems: [{ field: Object.keys(fields)[0], message }] })
  })

  it('names what must be answered once something else is on', () => {
    const outcome = changed({
      'components.payment_element.enabled': 'on',
      [`${features}.payment_method_save`]: 'on',
    })
    expect(outcome).toMatchObject({
      problems: [{ field: `${features}.payment_method_save_usage` }],
    })
  })
})
