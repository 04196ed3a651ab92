// Which request lines we read at all. Everything that two readers could take for two different paths is refused.

export type Target = { kind: 'path'; pathname: string } | { kind: 'refused'; status: 400 | 414; message: string }

const longestTarget = 4096

/** @param target as it stands in the request line */
export function checkTarget(target: string): Target {
  if (target.length > longestTarget) return { kind: 'refused', status: 414, message: 'The address is too long.' }
  const [path = '', ...query] = target.split('?')
  if (!/^\/[\x21-\x7e]*$/.test(target) || /[\\#]/.test(target)) return refuse('The address is not a plain path.')
  if (!isDecodable(path) || !isDecodable(query.join('?'))) return refuse('The address holds an invalid escape.')
  if (/%(2f|5c|25|0[0-9a-f]|1[0-9a-f]|7f)/i.test(path)) return refuse('The address hides a character in its path.')

  const pathname = decodeURIComponent(path)
  const segments = pathname.split('/').slice(1)
  const hasHole = segments.slice(0, -1).includes('')
  if (hasHole || segments.some((segment) => /^\.{1,2}$/.test(segment)))
    return refuse('The address is not a plain path.')
  return { kind: 'path', pathname }
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

function refuse(message: string): Target {
  return { kind: 'refused', status: 400, message }
}
