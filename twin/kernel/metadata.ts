import { invalidRequest } from './stripe-error.ts'

type Metadata = Record<string, string>
type MetadataInput = '' | Record<string, string | number | null> | null | undefined

/** What the object's metadata is after a request: '' clears all of it, an empty value one key. */
export function mergeMetadata(current: Metadata | null | undefined, input: MetadataInput): Metadata {
  if (input === undefined || input === null) return { ...current }
  if (input === '') return {}
  const merged: Metadata = { ...current }
  for (const [key, value] of Object.entries(input)) {
    if (value === '' || value === null) delete merged[key]
    else merged[key] = String(value)
  }
  if (Object.keys(merged).length > 50) {
    throw invalidRequest('Metadata can have at most 50 keys.', { param: 'metadata' })
  }
  return merged
}

export function checkMetadata(input: Record<string, unknown>, param: string) {
  for (const [key, value] of Object.entries(input)) {
    if (key.length > 40) {
      throw invalidRequest(
        `Metadata keys must be at most 40 characters long. ${JSON.stringify(key)} is ${key.length} characters long.`,
        { param },
      )
    }
    if (typeof value === 'string' && value.length > 500) {
      throw invalidRequest(
        `Metadata values can have up to 500 characters, but you passed in a value that is ${value.length} characters. Invalid value: ${value}`,
        { param: `${param}[${key}]` },
      )
    }
  }
}
