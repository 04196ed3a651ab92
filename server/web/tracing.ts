// OpenTelemetry, loaded where it was asked for and nowhere else. A trace is one request with its queries and its calls to
// Stripe; its id is the request's own, so that the log, a page of trouble and the trace lead to each other.
import { type Context, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, RandomIdGenerator, TracerProvider } from '@opentelemetry/sdk-trace'
import type { TracesEnv } from '#lib/env.ts'
import { listen } from '#lib/notices.ts'
import { findRequestContext } from '#lib/web/request-context.ts'
import type { ObservedRequest, ReceivedRequest } from './observe-request.ts'
import { createSampler } from './sampler.ts'

export interface Tracing {
  onReceived(request: ReceivedRequest): void
  onAnswered(request: ObservedRequest): void
  /** Sends what is left. */
  stop(): Promise<void>
}

const sentEveryMs = 2_000
const longestQueryText = 1_000

/** @param believesCaller whether a proxy of ours stands before us, which may say what trace a request belongs to */
export function createTracing({
  serviceName,
  believesCaller,
  ...sampling
}: TracesEnv & { believesCaller: boolean }): Tracing {
  const spans = new Map<string, Span>()
  const random = new RandomIdGenerator()
  let nextTraceId = ''
  const provider = new TracerProvider({
    sampler: createSampler(sampling),
    resource: resourceFromAttributes({ 'service.name': serviceName }),
    idGenerator: { generateSpanId: () => random.generateSpanId(), generateTraceId: () => nextTraceId },
    // Where to and with which headers, the exporter reads from OpenTelemetry's own variables.
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter(), scheduledDelayMillis: sentEveryMs })],
  })
  const tracer = provider.getTracer('portico')

  const addChild = (
    name: string,
    durationMs: number,
    attributes: Record<string, string | number>,
    isFailed: boolean,
  ) => {
    const parent = spans.get(findRequestContext()?.requestId ?? '')
    if (!parent?.isRecording()) return
    const startTime = Date.now() - durationMs
    const span = tracer.startSpan(
      name,
      { kind: SpanKind.CLIENT, startTime, attributes },
      trace.setSpan(ROOT_CONTEXT, parent),
    )
    if (isFailed) span.setStatus({ code: SpanStatusCode.ERROR })
    span.end(startTime + durationMs)
  }
  listen('query', ({ text, outcome, durationMs }) => {
    const operation = text.trimStart().split(/\s/, 1)[0]?.toUpperCase() ?? ''
    const attributes = { 'db.system.name': 'postgresql', 'db.query.text': text.slice(0, longestQueryText) }
    addChild(operation, durationMs, attributes, outcome !== 'ok')
  })
  listen('stripe_call', ({ operation, outcome, durationMs }) => {
    const status = outcome === 'no_answer' ? undefined : Number(outcome)
    const attributes = { 'peer.service': 'stripe', ...(status && { 'http.response.status_code': status }) }
    addChild(operation, durationMs, attributes, status === undefined || status >= 500)
  })

  return {
    onReceived: ({ requestId, method, traceparent }) => {
      nextTraceId = requestId
      const caller = believesCaller ? readTraceparent(traceparent) : ROOT_CONTEXT
      spans.set(requestId, tracer.startSpan(method, { kind: SpanKind.SERVER }, caller))
    },
    onAnswered: ({ requestId, stripeRequestId, method, route, status }) => {
      const span = spans.get(requestId)
      spans.delete(requestId)
      if (!span) return
      if (route) span.updateName(`${method} ${route}`).setAttribute('http.route', route)
      if (stripeRequestId) span.setAttribute('stripe.request_id', stripeRequestId)
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
      span.setAttributes({
        'http.request.method': method,
        'http.response.status_code': status,
        'portico.request_id': requestId,
      })
      span.end()
    },
    stop: () => provider.shutdown(),
  }
}

function readTraceparent(header: string | undefined): Context {
  const [, traceId, spanId, flags] = header?.match(/^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/) ?? []
  if (!traceId || !spanId || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return ROOT_CONTEXT
  const isSampled = (Number.parseInt(flags ?? '00', 16) & TraceFlags.SAMPLED) !== 0
  const traceFlags = isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true })
}
