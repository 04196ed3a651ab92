// JSON as two readers cannot read differently: no key twice, no broken text, no key that reaches a prototype.
import { Refusal } from '#lib/errors.ts'
import { isForbiddenKey } from './read-body.ts'

const deepestNesting = 20
const token = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[{}[\]:]/g

/** @throws Refusal invalid_json */
export function parseJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Refusal('invalid_json')
  }
  checkTokens(text.match(token) ?? [])
  return value
}

// The text is known to be JSON here, so a string is a key exactly when a colon follows it.
function checkTokens(tokens: string[]) {
  const keysOfOpenObjects: Set<string>[] = []
  for (const [index, item] of tokens.entries()) {
    if (item === '{' || item === '[') {
      keysOfOpenObjects.push(new Set())
      if (keysOfOpenObjects.length > deepestNesting) refuse(`nests deeper than ${deepestNesting} levels`)
    } else if (item === '}' || item === ']') keysOfOpenObjects.pop()
    else if (item.startsWith('"')) {
      const string = JSON.parse(item) as string
      if (!string.isWellFormed() || string.includes('\0')) refuse('holds a character that is not text')
      if (tokens[index + 1] === ':') checkKey(string, keysOfOpenObjects.at(-1))
    } else if (item !== ':' && !Number.isFinite(Number(item))) refuse('holds a number that is too large')
  }
}

function checkKey(key: string, keys: Set<string> | undefined) {
  if (isForbiddenKey(key)) refuse(`holds the key ${key}`)
  if (keys?.has(key)) refuse(`holds the key ${JSON.stringify(key)} twice`)
  keys?.add(key)
}

function refuse(why: string): never {
  throw new Refusal('invalid_json', { detail: `The body ${why}.` })
}
