// The snippets of docs/hand-over.md are run, in every language that this machine has, and their tokens judged.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signOutToken } from '#lib/access/sign-out-claims.ts'
import { type AccessTest, createAccessTest, handoffSecret, publicOrigin } from '#lib/access/testing.ts'
import { verifyHandoff, verifyHostToken } from '#lib/access/verify-handoff.ts'

const languages = [
  { block: 'js', file: 'sign.mjs', command: ['node'] },
  { block: 'python', file: 'sign.py', command: ['python3'] },
  { block: 'ruby', file: 'sign.rb', command: ['ruby'] },
  { block: 'php', file: 'sign.php', command: ['php'] },
  { block: 'go', file: 'sign.go', command: ['go', 'run'] },
]

const page = readFileSync('docs/hand-over.md', 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'hand-over-'))

let test: AccessTest
beforeAll(async () => {
  test = await createAccessTest()
})
afterAll(() => test.close())

function isInstalled(command: string): boolean {
  return spawnSync('which', [command]).status === 0
}

function snippetOf(block: string): string {
  return page.match(new RegExp(`\`\`\`${block}\n([\\s\\S]*?)\`\`\``))?.[1] ?? ''
}

describe('docs/hand-over.md', () => {
  it('has a snippet for every language', () => {
    for (const { block } of languages) expect(snippetOf(block), block).not.toBe('')
  })

  for (const { block, file, command } of languages) {
    it.skipIf(!isInstalled(command[0] ?? ''))(
      `signs a token for each way that is taken, in ${block}`,
      async () => {
        writeFileSync(join(folder, file), snippetOf(block))
        const [program = '', ...args] = command
        const env = { ...process.env, HANDOFF_SECRET: handoffSecret, PORTICO_URL: publicOrigin, CUSTOMER: 'cus_docs' }
        const { stdout, stderr } = spawnSync(program, [...args, join(folder, file)], {
          env,
          encoding: 'utf8',
          timeout: 60_000,
        })
        expect(stderr).toBe('')
        const [handsOver = '', signsOut = ''] = stdout.trim().split('\n')
        expect(await verifyHandoff(test.services, handsOver)).toMatchObject({ customer: 'cus_docs', role: 'owner' })
        expect(await verifyHostToken(test.services, signsOut, signOutToken)).toMatchObject({ sub: 'user-1' })
      },
      90_000,
    )
  }
})
