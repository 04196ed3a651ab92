// Acme's HTML: every value is escaped, unless it is HTML that was made here.
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Value = string | Html | Html[]

export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(parts.map((part, index) => part + write(values[index] ?? '')).join(''))
}

function write(value: Value): string {
  if (value instanceof Html) return value.text
  if (Array.isArray(value)) return value.map(write).join('')
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

interface AcmePage {
  title: string
  body: Html
  status?: number
  headers?: Record<string, string>
}

const style = `
  :root { color-scheme: light; font: 17px/1.5 Georgia, 'Times New Roman', serif; }
  body { margin: 0; background: #fff7e8; color: #2b1a0a; }
  header { background: #b3261e; color: #fff; padding: 16px; font-weight: 700; letter-spacing: 0.08em; }
  header a { color: inherit; text-decoration: none; }
  main { max-width: 640px; margin: 0 auto; padding: 24px 16px; }
  form { margin: 0 0 12px; }
  fieldset { border: 1px solid #d9b98c; margin: 0 0 16px; padding: 8px 12px; }
  button { font: inherit; min-height: 44px; padding: 8px 16px; margin: 4px 4px 4px 0; border: 2px solid #b3261e;
    background: #b3261e; color: #fff; cursor: pointer; }
  button.quiet, fieldset button { background: #fff; color: #8c1d18; }
  footer { max-width: 640px; margin: 0 auto; padding: 16px; font-size: 14px; color: #6b4a26; }
`

export function showPage({ title, body, status = 200, headers }: AcmePage): Response {
  const page = html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title} · Acme</title>
  <link rel="icon" href="data:,">
  <style>${new Html(style)}</style>
</head>
<body>
  <header><a href="/acme">ACME</a></header>
  <main><h1>${title}</h1>${body}</main>
  <footer>A demo of a host app. It stands for the product that your customers sign in to.</footer>
</body>
</html>`
  return new Response(page.text, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...headers },
  })
}
