/** An update event's `previous_attributes`: what changed, as it was before; inside hashes only the changed parts. */
export function describeChange(before: object, after: object): Record<string, unknown> {
  const changed: Record<string, unknown> = {}
  const newer = after as Record<string, unknown>
  for (const [name, value] of Object.entries(before)) {
    if (isEqual(value, newer[name])) continue
    const isHash = isPlain(value) && isPlain(newer[name])
    changed[name] = isHash ? describeChange(value, newer[name] as object) : value
  }
  for (const name of Object.keys(after)) if (!(name in before)) changed[name] = null
  return changed
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isEqual(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
