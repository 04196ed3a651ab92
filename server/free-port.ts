import { createServer } from 'node:net'

/** A port that nobody listens on now; another program may take it before you do. */
export function findFreePort(): Promise<number> {
  return tryToListen(0)
}

export async function isPortFree(port: number, host?: string): Promise<boolean> {
  return tryToListen(port, host).then(
    () => true,
    () => false,
  )
}

function tryToListen(port: number, host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port))
    })
  })
}
