import type { WebhookOptions } from '../twin-types.ts'

/** This machine, and what whoever started the twin allowed: nothing leaves it by accident. */
export function isAllowedHost(address: string, { hosts = [] }: WebhookOptions): boolean {
  const { hostname } = new URL(address)
  return isLoopback(hostname) || hosts.includes('*') || hosts.includes(hostname)
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d+){3}$/.test(hostname)
  )
}
