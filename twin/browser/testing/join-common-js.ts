import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** Joins installed CommonJS packages into one script that sets `window.require`, so that a test page loads them unmodified. */
export function joinCommonJs(entries: string[]): string {
  const modules = new Map<string, string>()
  const names: Record<string, string> = {}

  function add(name: string, from: string): string {
    const path = resolveFrom(from, name)
    // A comment that speaks of `require`.
    if (!path) return name
    if (modules.has(path)) return path
    modules.set(path, '')
    const source = readFileSync(path, 'utf8').replaceAll(
      /\brequire\(['"]([^'"]+)['"]\)/g,
      (_call, wanted: string) => `require(${JSON.stringify(add(wanted, path))})`,
    )
    modules.set(path, source)
    return path
  }

  for (const entry of entries) names[entry] = add(entry, import.meta.url)
  const table = [...modules].map(
    ([path, source]) => `${JSON.stringify(path)}: (module, exports, require, process) => {\n${source}\n}`,
  )
  return `(() => {
const factories = {\n${table.join(',\n')}\n}
const names = ${JSON.stringify(names)}
const loaded = {}
window.require = (name) => {
  const path = names[name] ?? name
  if (!loaded[path]) {
    const module = loaded[path] = { exports: {} }
    factories[path](module, module.exports, window.require, { env: { NODE_ENV: 'development' } })
  }
  return loaded[path].exports
}
})()\n`
}

function resolveFrom(from: string, name: string): string | undefined {
  try {
    return createRequire(from).resolve(name)
  } catch {
    return undefined
  }
}
