/** The socket behind a request, where it came over HTTP. */
export type NodeSocket = { destroy(): void; resetAndDestroy?(): void } | undefined

const longestHangMs = 10 * 60 * 1000

/** Says nothing until the caller gives up. */
export async function hang(request: Request, socket: NodeSocket): Promise<Response> {
  await wait(longestHangMs, request.signal)
  return resetConnection(socket)
}

export function resetConnection(socket: NodeSocket): Response {
  reset(socket)
  throw new TypeError('fetch failed', { cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }) })
}

export function isConnectionBroken(error: unknown): boolean {
  return error instanceof TypeError && error.message === 'fetch failed'
}

function reset(socket: NodeSocket) {
  if (socket?.resetAndDestroy) socket.resetAndDestroy()
  else socket?.destroy()
}

/** Announces the whole answer and breaks off in the middle of it: with a reset, or as if it were at its end. */
export function breakOff(response: Response, body: string, socket: NodeSocket, isReset: boolean): Response {
  const half = new TextEncoder().encode(body.slice(0, Math.ceil(body.length / 2)))
  let isSent = false
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (!isSent) {
        isSent = true
        controller.enqueue(half)
        return
      }
      // The first half has to be on its way before the connection ends.
      await new Promise((resolve) => setTimeout(resolve, 20))
      if (!socket) return controller.error(new TypeError('terminated'))
      if (isReset) reset(socket)
      else socket.destroy()
      controller.close()
    },
  })
  const headers = new Headers(response.headers)
  headers.set('content-length', String(Buffer.byteLength(body)))
  return new Response(stream, { status: response.status, headers })
}

/** Sends a byte at a time. */
export function drip(response: Response, body: string, milliseconds: number, signal: AbortSignal): Response {
  const bytes = new TextEncoder().encode(body)
  let sent = 0
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await wait(milliseconds, signal)
      if (sent === bytes.length || signal.aborted) return controller.close()
      controller.enqueue(bytes.slice(sent, ++sent))
    },
  })
  return new Response(stream, { status: response.status, headers: response.headers })
}

/** What a proxy between here and Stripe says in Stripe's place. */
export const proxyError =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n'

export function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    timer.unref()
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
