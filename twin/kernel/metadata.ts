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
  const count = Object.keys(merged).length
  if (count > 50) {
    const message = `Metadata can have up to 50 keys, but you've set ${count}. Email us at support+metadata@stripe.com for more information.`
    throw invalidRequest(message, { param: 'metadata' })
  }
  return merged
}

export function checkMetadata(input: Record<string, unknown>, param: string) {
  for (const [key, value] of Object.entries(input)) {
    if (key.length > 40) {
      throw invalidRequest(
        `Metadata keys can have up to 40 characters, but you passed in a key that is ${key.length} characters. Invalid key: ${key}`,
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
