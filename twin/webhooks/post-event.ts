import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { signPayload, webhookHeaders } from './signature.ts'

export type PostOutcome = { status: number | null; error: string | null; durationMilliseconds: number }

/** One attempt: posts as Stripe does, follows no redirect, and waits no longer than it is told. */
export async function postEvent(
  target: { url: string; secrets: readonly string[] },
  body: string,
  timeoutMilliseconds: number,
): Promise<PostOutcome> {
  const started = performance.now()
  const outcome = await send(target, body, timeoutMilliseconds).catch((error: Error) => ({
    status: null,
    error: error.name === 'TimeoutError' ? `No answer within ${timeoutMilliseconds} ms` : error.message,
  }))
  return { ...outcome, durationMilliseconds: Math.round(performance.now() - started) }
}

function send({ url, secrets }: { url: string; secrets: readonly string[] }, body: string, timeout: number) {
  return new Promise<{ status: number; error: string | null }>((resolve, reject) => {
    const request = url.startsWith('https:') ? requestHttps : requestHttp
    const call = request(url, {
      method: 'POST',
      agent: false,
      signal: AbortSignal.timeout(timeout),
      headers: {
        ...webhookHeaders,
        'Content-Length': Buffer.byteLength(body),
        'Stripe-Signature': signPayload(body, secrets),
      },
    })
    call.on('error', (error) => reject(call.destroyed && error.cause instanceof Error ? error.cause : error))
    call.on('response', (response) => {
      const status = response.statusCode ?? 0
      response.resume()
      resolve({ status, error: status >= 200 && status < 300 ? null : `Answered ${status}` })
    })
    call.end(body)
  })
}
