import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { releaseTrain } from './load-stripe.ts'

describe('releaseTrain', () => {
  it('is the one that the installed @stripe/stripe-js expects', async () => {
    const installed = new URL('../../node_modules/@stripe/stripe-js/dist/pure.mjs', import.meta.url)
    expect(await readFile(installed, 'utf8')).toContain(`RELEASE_TRAIN = '${releaseTrain}'`)
  })
})
