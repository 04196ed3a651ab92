/** A page of the twin's: whoever sees it by mistake must see what it is. */
export function htmlPage(title: string, body: string, status = 200): Response {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>
.twin-notice { margin: 0; padding: .5rem 1rem; font: 14px/1.4 system-ui, sans-serif; background: #fde68a; color: #1c1917; text-align: center }
</style>
</head>
<body>
<p class="twin-notice" role="note">Test stand-in for Stripe: no real payment is made here. Never enter a real card.</p>
${body}
</body>
</html>`
  return new Response(html, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  })
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
