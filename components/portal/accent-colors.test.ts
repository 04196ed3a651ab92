import { describe, expect, it } from 'vitest'
import { accentColors, contrast } from './accent-colors.ts'

describe('accentColors', () => {
  const pages = { light: ['#ffffff', '#f6f7f9', '#f0f2f5'], dark: ['#101216', '#191c22', '#1f232a'] }
  const accents = ['#2b59d9', '#ffffff', '#000000', '#ffe600', '#ff0000', '#00ff88', '#7f7f7f', '#0a0a3c', '#FFAACC']

  it.each(accents)('keeps %s readable, light and dark', (accent) => {
    const colors = accentColors(accent)
    for (const scheme of ['light', 'dark'] as const) {
      const { fill, onFill, ink } = colors?.[scheme] ?? { fill: '', onFill: '', ink: '' }
      expect(contrast(onFill, fill)).toBeGreaterThanOrEqual(4.5)
      for (const page of pages[scheme]) {
        expect(contrast(ink, page)).toBeGreaterThanOrEqual(4.5)
        expect(contrast(fill, page)).toBeGreaterThanOrEqual(3)
      }
    }
  })

  it('leaves a colour alone that is fine as it is', () => {
    expect(accentColors('#2b59d9')?.light).toEqual({ fill: '#2b59d9', onFill: '#ffffff', ink: '#2b59d9' })
  })

  it.each([null, '', 'red', '#fff', '#12345', '#2b59d9;}', 'url(//evil)'])('takes no %j', (accent) => {
    expect(accentColors(accent)).toBeUndefined()
  })
})

describe('contrast', () => {
  it('is 21 between black and white, in either order', () => {
    expect([contrast('#000000', '#ffffff'), contrast('#ffffff', '#000000')]).toEqual([21, 21])
  })
})
