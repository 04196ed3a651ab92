// What the pages for people say of commands, variables, permissions and files is so.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { webPermissions } from '#server/start/web-permissions.ts'

const pages = ['README.md', ...globSync('docs/**/*.md').toSorted()]
const scripts = JSON.parse(readFileSync('package.json', 'utf8')).scripts
const read = (file: string) => readFileSync(file, 'utf8')

/** As GitHub names the headings of a page. */
function anchorsOf(page: string): string[] {
  return [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .trim()
      .replace(/\s/g, '-'),
  )
}

describe.each(pages)('%s', (file) => {
  const page = read(file)

  it('names commands that exist', () => {
    for (const [, name = ''] of page.matchAll(/npm run ([a-z][\w-]*)/g)) expect(Object.keys(scripts)).toContain(name)
  })

  it('links to files and headings that exist', () => {
    for (const [, target = ''] of page.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue
      const [path = '', anchor] = target.split('#')
      const linked = path === '' ? file : join(dirname(file), path)
      expect(existsSync(linked), target).toBe(true)
      if (anchor) expect(anchorsOf(read(linked)), target).toContain(anchor)
    }
  })
})

describe('README.md', () => {
  const names = (text: string) => [...text.matchAll(/`([A-Z][A-Z_]{3,})`/g)].map(([, name = '']) => name)

  it('has every variable that is read, and none that is not', () => {
    const schema = read('lib/env/parse-variables.ts').match(/const schema = z\.object\(\{([\s\S]*?)\n\}\)/)?.[1] ?? ''
    const known = [...schema.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name = '']) => name)
    expect(known.length).toBeGreaterThan(15)
    const table = read('README.md').match(/\| variable \|[\s\S]*?\n\n/)?.[0] ?? ''
    const rows = table.split('\n').flatMap((row) => names(row.split('|')[1] ?? ''))
    // For tests of Portico itself, and for who knows what they do.
    const unsaid = ['STRIPE_API_URL', 'STRIPE_SCRIPT_URL', 'ALLOW_UNRESTRICTED_LIVE_KEY']
    expect(rows.toSorted()).toEqual(known.filter((name) => !unsaid.includes(name)).toSorted())
  })
})

describe('docs/stripe-account.md', () => {
  it('lists the permissions that the web’s key is checked for', () => {
    const rows = read('docs/stripe-account.md').matchAll(/^\| `(\w+)` \| (read|write) \|$/gm)
    expect(Object.fromEntries([...rows].map(([, noun, access]) => [noun, access]))).toEqual(webPermissions)
  })
})
