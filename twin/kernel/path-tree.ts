type Branch<Value> = {
  fixed: Map<string, Branch<Value>>
  open?: Branch<Value>
  ends: Map<string, { names: string[]; value: Value }>
}

/** Finds what a method and path lead to; `{id}` and `:id` stand for any one part, and a fixed part wins over them. */
export class PathTree<Value> {
  private readonly root: Branch<Value> = newBranch()

  add(method: string, path: string, value: Value) {
    const names: string[] = []
    let branch = this.root
    for (const part of split(path)) {
      const name = openName(part)
      if (name !== undefined) {
        names.push(name)
        branch.open ??= newBranch()
        branch = branch.open
      } else {
        const next = branch.fixed.get(part) ?? newBranch<Value>()
        branch.fixed.set(part, next)
        branch = next
      }
    }
    branch.ends.set(method, { names, value })
  }

  /** Whether this very path was added, whatever its open parts are called. */
  has(method: string, path: string): boolean {
    let branch: Branch<Value> | undefined = this.root
    for (const part of split(path)) branch = openName(part) === undefined ? branch?.fixed.get(part) : branch?.open
    return branch?.ends.has(method) ?? false
  }

  find(method: string, path: string): { value: Value; path: Record<string, string> } | undefined {
    return follow(this.root, split(path), 0, method, [])
  }
}

function newBranch<Value>(): Branch<Value> {
  return { fixed: new Map(), ends: new Map() }
}

/** `{id}` and `:id` are "id". */
function openName(part: string): string | undefined {
  const name = /^\{(.+)\}$|^:(.+)$/.exec(part)
  return name?.[1] ?? name?.[2]
}

function split(path: string): string[] {
  return path.replace(/^\/|\/$/g, '').split('/')
}

function follow<Value>(
  branch: Branch<Value>,
  parts: string[],
  index: number,
  method: string,
  values: string[],
): { value: Value; path: Record<string, string> } | undefined {
  const part = parts[index]
  if (part === undefined) {
    const end = branch.ends.get(method)
    return end && { value: end.value, path: Object.fromEntries(end.names.map((name, at) => [name, values[at] ?? ''])) }
  }
  const fixed = branch.fixed.get(part)
  const found = fixed && follow(fixed, parts, index + 1, method, values)
  if (found || !branch.open || part === '') return found
  return follow(branch.open, parts, index + 1, method, [...values, safeDecode(part)])
}

function safeDecode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
