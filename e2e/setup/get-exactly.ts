import { request } from 'node:http'

export interface ExactAnswer {
  status: number
  /** Header lines and body, as one text to search in. */
  text: string
}

/** Asks for an address as it is written: `fetch` would tidy it up first. */
export function getExactly(origin: string, path: string, headers: Record<string, string> = {}): Promise<ExactAnswer> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const asking = request({ hostname, port, path, headers: { connection: 'close', ...headers } }, (answer) => {
      const pieces: Buffer[] = []
      answer.on('data', (piece) => pieces.push(piece))
      answer.once('error', reject)
      answer.once('end', () => {
        const body = Buffer.concat(pieces).toString('latin1')
        resolve({ status: answer.statusCode ?? 0, text: `${answer.rawHeaders.join('\n')}\n${body}` })
      })
    })
    asking.once('error', reject).end()
  })
}
