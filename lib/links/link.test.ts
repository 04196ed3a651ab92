import { describe, expect, it } from 'vitest'
import { parseLink } from './link.ts'

describe('parseLink', () => {
  it.each([
    ['update-card', { to: 'update-card' }],
    ['cancel', { to: 'cancel', subscription: undefined }],
    ['pause/sub_1', { to: 'pause', subscription: 'sub_1' }],
    ['change-plan/sub_1', { to: 'change-plan', subscription: 'sub_1' }],
    ['change-plan/sub_1/price_1', { to: 'change-plan-to', subscription: 'sub_1', price: 'price_1' }],
    ['pay/in_1', { to: 'pay', invoice: 'in_1' }],
  ])('reads /go/%s', (path, link) => expect(parseLink(path.split('/'))).toEqual(link))

  it.each([
    '',
    'elsewhere',
    'update-card/sub_1',
    'cancel/in_1',
    'cancel/sub_1/more',
    'change-plan/sub_1/in_1',
    'pay',
    'pay/sub_1',
    'cancel/sub_%0a',
    'pay/in_1/x',
  ])('finds nothing behind /go/%s', (path) => expect(parseLink(path.split('/'))).toBeUndefined())
})
