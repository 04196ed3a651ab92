import type { Twin } from './twin.ts'

type SeedCall = { method?: string; path: string; params?: Record<string, unknown> }

/** Makes the calls of a seed file, a JSON array of `{ path, params }`, as the account's own. */
export async function seedAccount(twin: Twin, key: string, calls: SeedCall[]) {
  for (const { method = 'POST', path, params = {} } of calls) {
    const isControl = path.startsWith('/_twin/')
    const response = await twin.fetch(new URL(path, twin.base), {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': isControl ? 'application/json' : 'application/x-www-form-urlencoded',
      },
      body: isControl ? JSON.stringify(params) : new URLSearchParams(flatten(params)).toString(),
    })
    if (!response.ok) throw new Error(`The seed's ${method} ${path} was refused: ${await response.text()}`)
  }
}

function flatten(params: object, prefix = ''): [string, string][] {
  return Object.entries(params).flatMap(([name, value]): [string, string][] => {
    const key = prefix ? `${prefix}[${name}]` : name
    return typeof value === 'object' && value !== null ? flatten(value, key) : [[key, String(value)]]
  })
}
