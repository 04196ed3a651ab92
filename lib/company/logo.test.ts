import { describe, expect, it } from 'vitest'
import { toDataUrl } from '#lib/settings/image.ts'
import { findLogoProblem, logoLimitBytes } from './logo.ts'

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const svg = Buffer.from('<?xml version="1.0"?>\n<!-- Acme -->\n<svg xmlns="http://www.w3.org/2000/svg"></svg>\n')
const webp = Buffer.concat([Buffer.from('RIFF'), Buffer.alloc(4), Buffer.from('WEBPVP8 ')])
const jpeg = Buffer.from('ffd8ffe000104a464946', 'hex')

describe('findLogoProblem', () => {
  it.each([
    ['image/png', png],
    ['image/svg+xml', svg],
    ['image/webp', webp],
    ['image/jpeg', jpeg],
  ])('takes %s', (type, bytes) => {
    expect(toDataUrl(bytes)).toMatch(`data:${type};base64,`)
    expect(findLogoProblem(toDataUrl(bytes))).toBeUndefined()
  })

  it.each([
    ['a page', toDataUrl(Buffer.from('<html><svg></svg></html>'))],
    ['a page that claims to be a picture', `data:image/png;base64,${Buffer.from('<script>').toString('base64')}`],
    ['a script as an address', 'javascript:alert(1)'],
    ['an address elsewhere', 'https://acme.example/logo.svg'],
    ['an SVG that is not in base64', 'data:image/svg+xml,<svg></svg>'],
    ['nothing', toDataUrl(Buffer.alloc(0))],
    ['a GIF', toDataUrl(Buffer.from('GIF89a'))],
  ])('refuses %s', (_what, dataUrl) => {
    expect(findLogoProblem(dataUrl)).toBe('must be a PNG, SVG, WebP or JPEG image')
  })

  it('refuses a picture under another’s type', () => {
    expect(findLogoProblem(toDataUrl(png).replace('image/png', 'text/html'))).toBe(
      'is not of the type that it claims to be',
    )
  })

  it('names the limit', () => {
    const large = (bytes: number) => toDataUrl(Buffer.concat([png, Buffer.alloc(bytes - png.byteLength)]))
    expect(findLogoProblem(large(logoLimitBytes))).toBeUndefined()
    expect(findLogoProblem(large(logoLimitBytes + 1))).toBe('must not be larger than 24 KB')
  })
})
