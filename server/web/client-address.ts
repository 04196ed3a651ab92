import { isIP } from 'node:net'

/**
 * Who asks: the socket's other end, or behind proxies of ours what the outermost of them saw.
 * Each proxy appends whom it saw, so only that many hops from the right were written by somebody whom we trust.
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trustedProxies: number,
): string {
  const hops = [...(forwardedFor?.split(',') ?? []), socketAddress ?? ''].map(plainAddress)
  const believed = hops[Math.max(0, hops.length - 1 - trustedProxies)]
  return believed && isIP(believed) ? believed : plainAddress(socketAddress ?? '')
}

function plainAddress(address: string): string {
  return address.trim().replace(/^::ffff:(?=\d+\.)/i, '')
}
