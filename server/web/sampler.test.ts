import { randomBytes } from 'node:crypto'
import { ROOT_CONTEXT, SpanKind, TraceFlags, trace } from '@opentelemetry/api'
import { SamplingDecision } from '@opentelemetry/sdk-trace'
import { describe, expect, it } from 'vitest'
import { readStartEnv } from '#lib/env.ts'
import { createSampler } from './sampler.ts'

const traceIds = Array.from({ length: 4000 }, () => randomBytes(16).toString('hex'))

/** How many of a hundred traces are sent, by the environment. */
function share(variables: Record<string, string>, traceFlags?: TraceFlags): number {
  const { traces } = readStartEnv({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318', ...variables })
  if (!traces) throw new Error('No traces were asked for')
  const sampler = createSampler(traces)
  const isSent = (traceId: string) => {
    const caller = { traceId, spanId: '00f067aa0ba902b7', isRemote: true, traceFlags: traceFlags ?? TraceFlags.NONE }
    const context = traceFlags === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, caller)
    const { decision } = sampler.shouldSample(context, traceId, 'GET', SpanKind.SERVER, {}, [])
    return decision === SamplingDecision.RECORD_AND_SAMPLED
  }
  return (100 * traceIds.filter(isSent).length) / traceIds.length
}

const ratio = { OTEL_TRACES_SAMPLER_ARG: '0.25' }

describe('createSampler', () => {
  it.each<[sampler: string | undefined, alone: number, ofSent: number, ofLeftOut: number]>([
    [undefined, 100, 100, 0],
    ['always_on', 100, 100, 100],
    ['always_off', 0, 0, 0],
    ['traceidratio', 25, 25, 25],
    ['parentbased_always_on', 100, 100, 0],
    ['parentbased_always_off', 0, 100, 0],
    ['parentbased_traceidratio', 25, 100, 0],
  ])(
    'by %s sends %d of a hundred, %d of a caller’s that are sent and %d of those that are not',
    (sampler, ...wanted) => {
      const variables = { ...ratio, ...(sampler && { OTEL_TRACES_SAMPLER: sampler }) }
      const shares = [share(variables), share(variables, TraceFlags.SAMPLED), share(variables, TraceFlags.NONE)]
      for (const [index, each] of wanted.entries())
        expect(Math.abs((shares[index] ?? Number.NaN) - each)).toBeLessThan(4)
    },
  )

  it('sends all where no share is named', () => {
    expect(share({ OTEL_TRACES_SAMPLER: 'traceidratio' })).toBe(100)
  })
})
