import { invalidRequest } from '../kernel/stripe-error.ts'

const pattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/

/** v2 writes times as text; the twin counts seconds. */
export function parseTime(text: string, param: string): number {
  const milliseconds = pattern.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(milliseconds))
    throw invalidRequest(`Invalid timestamp: ${text}; must be RFC 3339.`, { param, code: 'invalid_fields' })
  return Math.floor(milliseconds / 1000)
}

export function formatTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
