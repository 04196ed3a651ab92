// A line in which each customer in turn has one of theirs served, so that nobody's many keep another's one waiting.

export interface FairLine<Waiting> {
  readonly length: number
  join(customer: string, waiting: Waiting): void
  /** Before what else this customer has here: for one that had its turn and must try again. */
  rejoin(customer: string, waiting: Waiting): void
  leave(customer: string, waiting: Waiting): void
  next(): Waiting | undefined
  /** How many would be served before one more of this customer's. */
  countAhead(customer: string): number
}

export function createFairLine<Waiting>(): FairLine<Waiting> {
  // In the order of their turns: whoever was served moves to the end.
  const customers = new Map<string, Waiting[]>()
  let length = 0

  const lineOf = (customer: string): Waiting[] => {
    const line = customers.get(customer) ?? []
    customers.set(customer, line)
    return line
  }

  return {
    get length() {
      return length
    },
    join: (customer, waiting) => {
      length += 1
      lineOf(customer).push(waiting)
    },
    rejoin: (customer, waiting) => {
      length += 1
      const line = [waiting, ...(customers.get(customer) ?? [])]
      const others = [...customers].filter(([other]) => other !== customer)
      customers.clear()
      for (const [name, theirs] of [[customer, line] as const, ...others]) customers.set(name, theirs)
    },
    leave: (customer, waiting) => {
      const line = customers.get(customer)
      const position = line?.indexOf(waiting) ?? -1
      if (!line || position < 0) return
      length -= 1
      line.splice(position, 1)
      if (line.length === 0) customers.delete(customer)
    },
    next: () => {
      const [first] = customers
      if (!first) return undefined
      const [customer, line] = first
      const waiting = line.shift()
      length -= 1
      customers.delete(customer)
      if (line.length > 0) customers.set(customer, line)
      return waiting
    },
    countAhead: (customer) => {
      const own = customers.get(customer)?.length ?? 0
      return [...customers.values()].reduce((ahead, line) => ahead + Math.min(line.length, own + 1), 0)
    },
  }
}
