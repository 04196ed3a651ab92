import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cataloguePage, describeCatalogue } from './describe-catalogue.ts'

describe('docs/components.md', () => {
  it('is what the catalogue says now (npm run docs writes it)', () => {
    expect(readFileSync(cataloguePage, 'utf8')).toBe(describeCatalogue())
  })
})
