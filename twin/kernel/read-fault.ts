import { type Fault, type FaultKind, faultKinds } from './fault.ts'
import { type LimitReason, limitReasons } from './rate-limiter.ts'
import { invalidRequest } from './stripe-error.ts'

const matchParts = ['method', 'path', 'customer', 'key', 'event', 'endpoint']
const parts = ['kind', 'match', 'times', 'share', 'reason', 'latency_ms', 'stored']
const dripMilliseconds = 300
const waitMilliseconds = 1_000

/** A fault as somebody asks for it, with what was left out filled in. */
export function readFault(input: Record<string, unknown>): Omit<Fault, 'id'> {
  const unknown = Object.keys(input).find((name) => !parts.includes(name))
  if (unknown) throw invalidRequest(`A fault has ${parts.join(', ')}, and no "${unknown}".`, { param: unknown })
  const kind = readChoice('fault', 'kind', input.kind, faultKinds)
  return {
    kind,
    match: readMatch(input.match),
    times: input.times === undefined || input.times === null ? null : readNumber(input, 'times', 1, Infinity),
    share: input.share === undefined ? 1 : readNumber(input, 'share', 0, 1),
    reason: readChoice('reason', 'reason', input.reason ?? 'global-rate', limitReasons) as LimitReason,
    latency_ms: input.latency_ms === undefined ? defaultLatency(kind) : readNumber(input, 'latency_ms', 0, Infinity),
    stored: input.stored !== false,
  }
}

function defaultLatency(kind: FaultKind): number {
  return kind === 'drip' ? dripMilliseconds : waitMilliseconds
}

function readMatch(match: unknown): Fault['match'] {
  const given = (match ?? {}) as Record<string, unknown>
  for (const [name, value] of Object.entries(given)) {
    if (!matchParts.includes(name) || typeof value !== 'string') {
      throw invalidRequest(`A fault matches by ${matchParts.join(', ')}, each a text.`, { param: `match[${name}]` })
    }
  }
  return given as Fault['match']
}

function readChoice<Choice extends string>(noun: string, param: string, value: unknown, choices: readonly Choice[]) {
  if (choices.includes(value as Choice)) return value as Choice
  throw invalidRequest(`The twin has no ${noun} "${value}": it has ${choices.join(', ')}.`, { param })
}

function readNumber(input: Record<string, unknown>, param: string, least: number, most: number): number {
  const value = input[param]
  if (typeof value === 'number' && value >= least && value <= most) return value
  throw invalidRequest(`Must be a number from ${least} to ${most}.`, { param })
}
