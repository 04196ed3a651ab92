// The pages with Stripe's scripts on them: only they are allowed Stripe's addresses by the content security policy.
const embedPages = ['/plans', '/buy', '/payment-methods', '/pay'] as const

export function isEmbedPage(pathname: string): boolean {
  return embedPages.some((page) => pathname === page || pathname.startsWith(`${page}/`))
}
