/** The socket behind a request, where it came over HTTP. */
export type NodeSocket = { destroy(): void } | undefined

const longestHangMs = 10 * 60 * 1000

/** Says nothing until the caller gives up. */
export async function hang(request: Request, socket: NodeSocket): Promise<Response> {
  await wait(longestHangMs, request.signal)
  return resetConnection(socket)
}

export function resetConnection(socket: NodeSocket): Response {
  socket?.destroy()
  throw new TypeError('fetch failed', { cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }) })
}

export function isConnectionBroken(error: unknown): boolean {
  return error instanceof TypeError && error.message === 'fetch failed'
}

/** Announces the whole answer and breaks off in the middle of it. */
export function truncateAnswer(response: Response, body: string, socket: NodeSocket): Response {
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
      socket.destroy()
      controller.close()
    },
  })
  const headers = new Headers(response.headers)
  headers.set('content-length', String(Buffer.byteLength(body)))
  return new Response(stream, { status: response.status, headers })
}

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
