import { invalidRequest } from './stripe-error.ts'

/** Decoded but not yet typed: arrays are branches whose keys are numbers. Branches have no prototype. */
export type FormValue = string | FormBranch
export type FormBranch = { [key: string]: FormValue }

const maximumDepth = 20
const maximumPairs = 5_000

/** Reads Stripe's form encoding: `a[b]=1`, `a[0][b]=1`, `a[]=1`. */
export function decodeForm(pairs: Iterable<[string, string]>): FormBranch {
  const root = branch()
  let count = 0
  for (const [key, value] of pairs) {
    if (++count > maximumPairs) throw invalidRequest(`Too many parameters: at most ${maximumPairs} are allowed.`)
    place(root, splitKey(key), value, key)
  }
  return root
}

function branch(): FormBranch {
  return Object.create(null)
}

function splitKey(key: string): string[] {
  const open = key.indexOf('[')
  if (open <= 0) return [guard(key, key)]
  const rest = key.slice(open)
  if (!rest.endsWith(']')) throw unreadable(key)
  const segments = rest.slice(1, -1).split('][')
  if (segments.length >= maximumDepth) throw unreadable(key)
  return [key.slice(0, open), ...segments].map((segment) => guard(segment, key))
}

function guard(segment: string, key: string): string {
  if (segment === '__proto__' || segment.includes('[') || segment.includes(']')) throw unreadable(key)
  return segment
}

function unreadable(key: string) {
  const shown = key.length > 100 ? `${key.slice(0, 100)}…` : key
  return invalidRequest(`Received unknown parameter: ${shown}`, { code: 'parameter_unknown', param: shown })
}

function place(root: FormBranch, segments: string[], value: string, key: string) {
  let current = root
  segments.forEach((segment, index) => {
    const name = segment === '' ? appendKey(current, segments[index + 1]) : segment
    const isLast = index === segments.length - 1
    const known = current[name]
    if (isLast) {
      if (typeof known === 'object') throw unreadable(key)
      current[name] = value
      return
    }
    if (typeof known === 'string') throw unreadable(key)
    const next = known ?? branch()
    current[name] = next
    current = next
  })
}

/** `a[][x]=1&a[][y]=2` is one element, `a[][x]=1&a[][x]=2` two. */
function appendKey(list: FormBranch, next: string | undefined): string {
  const count = Object.keys(list).length
  const last = count > 0 ? list[String(count - 1)] : undefined
  const fits = next !== undefined && typeof last === 'object' && !(next in last)
  return String(fits ? count - 1 : count)
}
