import type { Services } from '#lib/services.ts'

interface Line {
  /** Under way: it may have read before whoever comes now did something. */
  running: Promise<unknown>
  /** Begins once that one is over; for all who came meanwhile. */
  next?: Promise<unknown>
}

/** Of each client: another key may see another account. */
const lines = new WeakMap<Services['stripe'], Map<string, Line>>()

/** A read that hangs keeps those behind it no longer than this. */
const mostWaitedMs = 1000

/**
 * Reads for everybody who asks for the same at once. Whoever comes while a read is under way gets the next one's answer,
 * never that one's: what is shown was read after it was asked for, and a page that is asked for a hundred times at once is
 * read twice. Nothing is kept.
 *
 * @param of all that the answer depends on, besides the client
 */
export function readTogether<Answer>(
  { stripe }: Pick<Services, 'stripe'>,
  of: string,
  read: () => Promise<Answer>,
): Promise<Answer> {
  const ofClient = lines.get(stripe) ?? new Map<string, Line>()
  lines.set(stripe, ofClient)
  const line = ofClient.get(of)
  if (!line) return begin()
  line.next ??= Promise.race([settled(line.running), patience()]).then(begin)
  return line.next as Promise<Answer>

  function begin(): Promise<Answer> {
    const line: Line = { running: read() }
    ofClient.set(of, line)
    settled(line.running).then(() => {
      if (ofClient.get(of) === line && !line.next) ofClient.delete(of)
    })
    return line.running as Promise<Answer>
  }
}

function settled(promise: Promise<unknown>): Promise<void> {
  return promise.then(nothing, nothing)
}

function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, mostWaitedMs).unref())
}

function nothing(): void {}
