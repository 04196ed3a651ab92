import { listen } from '#lib/notices.ts'
import { log } from '#lib/web/log.ts'

export function noteBreaker(): void {
  listen('stripe_breaker', ({ state }) => log.warn(state === 'open' ? 'stripe_not_asked' : 'stripe_asked_again'))
}
