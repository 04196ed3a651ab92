import { invalidRequest } from './stripe-error.ts'

/** Refuses what is not an absolute http(s) address, as Stripe does. */
export function checkUrl(url: string, param: string): string {
  const isHttp = /^https?:\/\//i.test(url) && URL.canParse(url) && !/\s/.test(url)
  if (isHttp) return url
  const message = URL.canParse(url)
    ? 'Not a valid URL. The URL must begin with http:// or https://.'
    : 'Not a valid URL'
  throw invalidRequest(message, { param, code: 'url_invalid' })
}
