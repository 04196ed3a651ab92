import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { joinModules } from './join-modules.ts'

type File = { type: 'text/html' | 'text/css' | 'text/javascript'; read: () => string }

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const script = (entry: string): File => ({ type: 'text/javascript', read: () => joinModules(here(entry)) })
const styles = (...paths: string[]): File => ({
  type: 'text/css',
  read: () => paths.map((path) => readFileSync(here(path), 'utf8')).join('\n'),
})

/** The scripts that a page loads, at the paths where js.stripe.com has them, and the frames that these scripts open. */
const files: Record<string, File> = {
  '/endive/stripe.js': script('./stripe-js/stripe.js'),
  '/v3/pricing-table.js': script('./embeds/pricing-table.js'),
  '/v3/buy-button.js': script('./embeds/buy-button.js'),
  ...frame('/v3/controller', './frames/controller.js', styles()),
  ...frame(
    '/v3/elements-inner-payment',
    './frames/payment/payment.js',
    styles('./frames/frame.css', './frames/payment/payment.css'),
  ),
  ...frame('/v3/elements-inner-address', './frames/address/address.js', styles('./frames/frame.css')),
  ...frame('/v3/elements-inner-link-authentication', './frames/link-authentication.js', styles('./frames/frame.css')),
  ...frame('/v3/elements-inner-express-checkout', './frames/express-checkout.js', styles('./frames/frame.css')),
  ...frame('/v3/elements-inner-card', './frames/card/card.js', styles('./frames/card/card.css')),
  ...frame('/v3/three-ds-2-challenge-outer', './frames/challenge-outer.js', styles('./frames/challenge.css')),
  ...frame('/v3/three-ds-2-challenge', './frames/challenge.js', styles('./frames/frame.css', './frames/challenge.css')),
  ...frame(
    '/v3/embedded-checkout-inner',
    './frames/embedded-checkout.js',
    styles('../hosted/shared/hosted.css', './frames/embedded-checkout.css'),
  ),
  ...frame('/v3/pricing-table-app', './frames/embed.js', styles('./frames/frame.css', './frames/embed.css')),
  ...frame('/v3/buy-button-app', './frames/embed.js', styles('./frames/frame.css', './frames/embed.css')),
}

const frameHeaders = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    // The appearance API sets styles by CSSOM, which needs no permission.
    "style-src 'self'",
    "frame-src 'self'",
    "connect-src 'self' https://api.stripe.com",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
}

const cache = new Map<string, string>()

export const browserPaths = Object.keys(files)

/** Stripe.js, one of its frames, or what a frame loads. */
export function getBrowserFile(path: string): { body: string; headers: Record<string, string> } {
  const file = files[path]
  if (!file) throw new Error(`The browser loads no file at ${path}`)
  const body = cache.get(path) ?? file.read()
  cache.set(path, body)
  return {
    body,
    headers: {
      'content-type': `${file.type}; charset=utf-8`,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      // A page may ask for the script with `crossorigin`, and under COEP.
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      ...(file.type === 'text/html' && frameHeaders),
    },
  }
}

function frame(path: string, entry: string, style: File): Record<string, File> {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const document = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Stripe twin: ${name}</title>
<link rel="stylesheet" href="${path}.css">
</head>
<body><script src="${path}.js" defer></script></body>
</html>
`
  return {
    [`${path}.html`]: { type: 'text/html', read: () => document },
    [`${path}.css`]: style,
    [`${path}.js`]: script(entry),
  }
}
