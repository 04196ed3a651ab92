// The log: one line of JSON an event, and only these fields of it, so that a secret cannot slip in with an object.
import pino from 'pino'
import { readLogLevel } from '#lib/env.ts'

const fields = [
  'requestId',
  'route',
  'method',
  'status',
  'code',
  'field',
  'check',
  'error',
  'stack',
  'durationMs',
  'bytes',
  'stripeRequestId',
  'directive',
  'blocked',
  'page',
  'source',
  'line',
] as const

export type LogFields = Partial<Record<(typeof fields)[number], string | number | undefined>>

const logger = pino({
  level: readLogLevel(),
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
})

export const log = {
  debug: (event: string, more: LogFields = {}) => logger.debug(allowed(more), event),
  info: (event: string, more: LogFields = {}) => logger.info(allowed(more), event),
  warn: (event: string, more: LogFields = {}) => logger.warn(allowed(more), event),
  error: (event: string, more: LogFields = {}) => logger.error(allowed(more), event),
}

/** What may be said of an unknown error: its message may quote what a person typed, so it is left out. */
export function describeError(error: unknown): Pick<LogFields, 'error' | 'code' | 'stack'> {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  return { error: error.name, code, stack: frames?.map((line) => line.trim()).join(' | ') }
}

/** A path without what could be an id or a token in it. */
export function describeRoute(pathname: string): string {
  return pathname
    .split('/')
    .map((segment) => (/^[a-z][a-z-]{0,30}$/.test(segment) || segment === '' ? segment : ':id'))
    .join('/')
    .slice(0, 200)
}

function allowed(more: LogFields): LogFields {
  return Object.fromEntries(fields.filter((field) => more[field] !== undefined).map((field) => [field, more[field]]))
}
