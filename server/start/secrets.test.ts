import { mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readOrMakeSecrets } from './secrets.ts'

describe('readOrMakeSecrets', () => {
  it('makes them once, for the owner of the folder alone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'portico-secrets-'))
    const made = readOrMakeSecrets(folder)
    expect(readOrMakeSecrets(folder)).toEqual(made)
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600)
  })

  it('makes others for another folder', () => {
    const [one, other] = [1, 2].map(() => readOrMakeSecrets(mkdtempSync(join(tmpdir(), 'portico-secrets-'))))
    expect(one?.handoffSecret).not.toBe(other?.handoffSecret)
  })
})
