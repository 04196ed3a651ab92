// Browsers report here what the content security policy blocked. Anyone can send anything, so little of it is kept.
import { type LogFields, log } from '#lib/web/log.ts'

export const cspReportPath = '/csp-reports'

const reportsPerMinute = 60
let minute = 0
let reportsThisMinute = 0

export type CspReport = Pick<LogFields, 'directive' | 'blocked' | 'page' | 'source' | 'line'>

export function takeCspReports(body: Buffer, requestId: string): void {
  for (const report of parseCspReports(body)) {
    if (!isAllowedNow()) return
    log.warn('content blocked', { requestId, ...report })
  }
}

/** Reads both shapes in which browsers report. */
export function parseCspReports(body: Buffer): CspReport[] {
  return findReports(body).map((report) => ({
    directive: word(report.effectiveDirective ?? report['effective-directive'] ?? report['violated-directive']),
    blocked: place(report.blockedURL ?? report['blocked-uri']),
    page: place(report.documentURL ?? report['document-uri']),
    source: place(report.sourceFile ?? report['source-file']),
    line: Number(report.lineNumber ?? report['line-number']) || undefined,
  }))
}

function findReports(body: Buffer): Record<string, unknown>[] {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'))
    const items: unknown[] = Array.isArray(parsed) ? parsed.map((item) => item?.body) : [Object(parsed)['csp-report']]
    return items
      .filter((item): item is Record<string, unknown> => typeof item === 'object' && item !== null)
      .slice(0, 10)
  } catch {
    return []
  }
}

function isAllowedNow(): boolean {
  const now = Math.floor(performance.now() / 60_000)
  if (now !== minute) {
    minute = now
    reportsThisMinute = 0
  }
  reportsThisMinute += 1
  return reportsThisMinute <= reportsPerMinute
}

function word(value: unknown): string | undefined {
  return typeof value === 'string' ? value.replace(/[^a-z -]/gi, '').slice(0, 40) : undefined
}

// The origin and the first step of the path: further on there may be an id, a token or a secret.
function place(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const url = URL.parse(value)
  if (!url) return word(value)
  if (url.origin === 'null') return url.protocol
  return `${url.origin.slice(0, 100)}/${url.pathname.split('/')[1]?.slice(0, 40) ?? ''}`
}
