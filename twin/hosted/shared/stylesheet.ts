import { readFileSync } from 'node:fs'
import { type Resource, route } from '../../kernel/resource.ts'
import { hostedStylesheet } from './hosted-page.ts'

const css = readFileSync(new URL('./hosted.css', import.meta.url), 'utf8')

/** The one stylesheet of all hosted pages. */
export const hostedStyle: Resource = {
  routes: [
    route(
      'GET',
      hostedStylesheet,
      () => new Response(css, { headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' } }),
    ),
  ],
}
