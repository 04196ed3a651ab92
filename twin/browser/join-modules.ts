import { readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'

const importLine = /^import \{([^}]+)\} from '(\.[^']+)'\n/gm
const exportKeyword = /^export (?=(?:async )?(?:function|const|let|class) (\w+))/gm

/**
 * Joins an entry module and everything that it imports into one classic script, as a `<script src>` of Stripe's is.
 * Each module keeps a scope of its own. Understands only what the modules beside this file use: named imports of
 * neighbours and exported declarations.
 */
export function joinModules(entry: string): string {
  const root = dirname(entry)
  const joined = new Map<string, string>()

  function visit(path: string): string {
    const name = `module_${relative(root, path).replaceAll(/\W/g, '_')}`
    if (joined.has(path)) return name
    const exported: string[] = []
    const body = readFileSync(path, 'utf8')
      .replaceAll(
        importLine,
        (_line, names: string, from: string) => `const {${names}} = ${visit(resolve(dirname(path), from))}\n`,
      )
      .replaceAll(exportKeyword, (_keyword, declared: string) => {
        exported.push(declared)
        return ''
      })
    joined.set(path, `const ${name} = (() => {\n${body}\nreturn { ${exported.join(', ')} }\n})()\n`)
    return name
  }

  visit(entry)
  return `(() => {\n'use strict'\n${[...joined.values()].join('\n')}})()\n`
}
