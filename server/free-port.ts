import { createServer } from 'node:net'

/** A port that nobody listens on now; another program may take it before you do. */
export function findFreePort(): Promise<number> {
  return listenBriefly(0, '127.0.0.1')
}

/** Why nobody can listen on the port now (EADDRINUSE, EACCES), or undefined when it is free. */
export async function findListenFailure(port: number): Promise<string | undefined> {
  for (const host of ['127.0.0.1', '::']) {
    const failure = await listenBriefly(port, host).then(() => undefined, codeOf)
    // Anything else is an address that this machine does not have, such as IPv6.
    if (failure === 'EADDRINUSE' || failure === 'EACCES') return failure
  }
  return undefined
}

function listenBriefly(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port))
    })
  })
}

function codeOf(error: NodeJS.ErrnoException): string | undefined {
  return error.code
}
