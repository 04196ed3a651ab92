import { readFileSync } from 'node:fs'

const types: Record<string, boolean> = JSON.parse(
  readFileSync(new URL('../generated/thin-events.json', import.meta.url), 'utf8'),
)

/** Whether thin events of this type say which object they are about; nothing for a type that Stripe does not have. */
export function namesObject(type: string): boolean | undefined {
  return Object.hasOwn(types, type) ? types[type] : undefined
}
