import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace'
import type { SamplingEnv } from '#lib/env.ts'

/** Which traces are sent: as OpenTelemetry's own OTEL_TRACES_SAMPLER and OTEL_TRACES_SAMPLER_ARG name it. */
export function createSampler({ sampler, ratio }: SamplingEnv): Sampler {
  const alone = sampler.replace('parentbased_', '')
  const root = rootSampler(alone, ratio)
  return alone === sampler ? root : new ParentBasedSampler({ root })
}

function rootSampler(name: string, ratio: number): Sampler {
  if (name === 'always_off') return new AlwaysOffSampler()
  return name === 'traceidratio' ? new TraceIdRatioBasedSampler(ratio) : new AlwaysOnSampler()
}
