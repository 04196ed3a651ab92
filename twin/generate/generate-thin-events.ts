// Run by generate-operations.ts after an upgrade of the stripe package: the thin events that it can parse.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const entry = new URL('resources/V2/Core/Events.d.ts', import.meta.resolve('stripe'))
const source = readFileSync(fileURLToPath(entry), 'utf8')

/** Whether each thin event names the object that it is about. */
const thinEvents: Record<string, boolean> = {}
for (const [, body = ''] of source.matchAll(/^export interface V[12]\w+Event extends EventBase \{([\s\S]*?)^\}/gm)) {
  const type = /^ {4}type: '([^']+)'/m.exec(body)?.[1]
  if (type) thinEvents[type] = body.includes('related_object:')
}

const names = Object.keys(thinEvents).sort()
if (names.length < 100) throw new Error(`Only ${names.length} thin events found in ${entry}`)
writeFileSync(
  new URL('../generated/thin-events.json', import.meta.url),
  `{\n${names.map((name) => `${JSON.stringify(name)}:${thinEvents[name]}`).join(',\n')}\n}\n`,
)
console.log(`${names.length} thin events`)
