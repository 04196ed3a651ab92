import { readFileSync } from 'node:fs'
import { type Resource, route } from '../../kernel/resource.ts'
import { hostedStylesheet } from './hosted-page.ts'

const css = readFileSync(new URL('./hosted.css', import.meta.url), 'utf8')

/** The one stylesheet of all hosted pages, and the icon that they do without: browsers ask for one all the same. */
export const hostedStyle: Resource = {
  routes: [
    route(
      'GET',
      hostedStylesheet,
      () => new Response(css, { headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' } }),
    ),
    route('GET', '/favicon.ico', () => new Response(null, { status: 204 })),
  ],
}
