import { describe, expect, it } from 'vitest'
import { createRouteNames } from './route-names.ts'

const nameRoute = createRouteNames(['/', '/invoices', '/pay/[invoice]', '/login/handoffs', '/login/handoffs/[ticket]'])

describe('createRouteNames', () => {
  it.each([
    ['/', '/'],
    ['/invoices', '/invoices'],
    ['/invoices/', '/invoices'],
    ['/pay/in_1', '/pay/[invoice]'],
    ['/login/handoffs', '/login/handoffs'],
    ['/login/handoffs/secret', '/login/handoffs/[ticket]'],
    ['/_next/static/chunks/a.js', '/_next/static/*'],
    ['/readyz', '/readyz'],
    ['/csp-reports', '/csp-reports'],
  ])('names the route of %s', (path, name) => {
    expect(nameRoute(path)).toBe(name)
  })

  it.each(['/wp-login.php', '/pay', '/pay/in_1/more', '/pay/'])('knows no route for %s', (path) => {
    expect(nameRoute(path)).toBeUndefined()
  })
})
