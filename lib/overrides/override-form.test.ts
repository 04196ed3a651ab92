import { describe, expect, it } from 'vitest'
import { emptyPolicy, policySchema } from '#lib/policy/policy.ts'
import { fromOverrideFields, judgeOverrideFields, overrideFormSchema, toOverrideFields } from './override-form.ts'

const element = 'components.payment_element'
const now = new Date('2027-03-15T12:00:00Z')
const everyone = policySchema.parse({
  components: { payment_element: { enabled: true, features: { payment_method_redisplay: true } } },
})
const nothing = { values: {}, note: null, endsAt: null }
const read = (form: object) => overrideFormSchema.parse({ revision: '0', ...form }).fields

describe('the form of an override', () => {
  it('gives back what it shows', () => {
    const override = {
      values: {
        [`${element}.enabled`]: false,
        [`${element}.features.payment_method_redisplay_limit`]: 7,
        [`${element}.features.payment_method_allow_redisplay_filters`]: ['always', 'unspecified'],
        'portal.configuration': null,
        several_subscriptions: true,
        pricing_tables: ['prctbl_1234'],
      },
      note: 'Asked for it',
      endsAt: new Date('2027-04-01T00:00:00Z'),
    }
    const fields = toOverrideFields(everyone, override)
    expect(fields.last_day).toBe('2027-03-31')
    expect(fromOverrideFields(read(fields))).toEqual(override)
  })

  it('sets nothing as long as nothing is chosen, whatever the controls hold', () => {
    expect(fromOverrideFields(read(toOverrideFields(everyone, nothing)))).toEqual(nothing)
    expect(fromOverrideFields(read({ 'portal.configuration': 'bpc_1234' }))).toEqual(nothing)
  })

  it('lets a switch differ to either side', () => {
    const name = `${element}.features.payment_method_redisplay`
    expect(fromOverrideFields(read({ [`choice.${name}`]: 'off' })).values).toEqual({ [name]: false })
    expect(fromOverrideFields(read({ [`choice.${name}`]: 'on' })).values).toEqual({ [name]: true })
  })

  it('takes no field that it does not have', () => {
    expect(overrideFormSchema.safeParse({ revision: '0', customer: 'cus_other' }).success).toBe(false)
    expect(overrideFormSchema.safeParse({ revision: '0', 'choice.customer': 'own' }).success).toBe(false)
  })
})

describe('judgeOverrideFields', () => {
  const judge = (form: object) =>
    judgeOverrideFields(everyone, { ...toOverrideFields(everyone, nothing), ...form }, now)

  it.each([
    [
      {
        [`choice.${element}.features.payment_method_redisplay_limit`]: 'own',
        [`${element}.features.payment_method_redisplay_limit`]: '11',
      },
      `${element}.features.payment_method_redisplay_limit`,
      'must be a whole number from 1 to 10',
    ],
    [
      { [`choice.${element}.features.payment_method_save`]: 'on' },
      `${element}.features.payment_method_save_usage`,
      'must be chosen while payment_method_save is on',
    ],
    [{ last_day: '2027-03-14' }, 'last_day', 'must not lie in the past'],
    [{ last_day: 'tomorrow' }, 'last_day', 'must be a day as in 2027-03-31'],
    [{ note: 'x'.repeat(501) }, 'note', 'must not be longer than 500 characters'],
  ])('says at the field what would be right, try %#', (form, field, message) => {
    expect(judge(form)).toEqual([{ field, message }])
  })

  it('lets an override end today', () => {
    expect(judge({ last_day: '2027-03-15' })).toEqual([])
    expect(judgeOverrideFields(emptyPolicy, toOverrideFields(emptyPolicy, nothing), now)).toEqual([])
  })
})
