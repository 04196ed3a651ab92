// The frame of every page that stands in for one hosted by Stripe: what it is about on the left, what to do on the right.
import { type Html, html } from './html.ts'
import { pickLocale } from './pick-locale.ts'
import { de } from './texts/de.ts'
import { en } from './texts/en.ts'
import { fr } from './texts/fr.ts'

export type HostedPage = {
  title: string
  /** Whose page it is, as Stripe shows the business. */
  business: string
  /** `testId` is the name that Stripe's own page gives the link. */
  back?: { url: string; label: string; testId?: string } | undefined
  summary: Html
  main: Html
  status?: number
  locale?: string
}

export const hostedStylesheet = '/hosted/hosted.css'

export function hostedPage({
  title,
  business,
  back,
  summary,
  main,
  status = 200,
  locale = 'en',
}: HostedPage): Response {
  const page = html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="${hostedStylesheet}">
</head>
<body>
<aside class="notice">${testNotice(locale)}</aside>
<div class="columns">
<header class="summary">
${back && html`<a class="back" href="${back.url}" ${back.testId && html`data-testid="${back.testId}"`}>← ${back.label}</a>`}
<p class="business">${business}</p>
${summary}
</header>
<main data-testid="page-container-main">${main}</main>
</div>
</body>
</html>`
  return new Response(page.text, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-security-policy':
        "default-src 'none'; style-src 'self'; img-src 'self' https:; base-uri 'none'; frame-ancestors 'none'",
    },
  })
}

/** Every page says what it is. */
function testNotice(locale: string): string {
  return pickLocale({ en, de, fr }, [locale], null).t.testNotice
}

/** A page that only says something: what happened, and where to go from here. */
export function messagePage({
  title,
  text,
  back,
  status = 200,
  locale = 'en',
}: {
  title: string
  text: string
  locale?: string
  back?: HostedPage['back']
  status?: number
}): Response {
  return hostedPage({
    title,
    business: 'Stripe twin',
    status,
    locale,
    summary: html``,
    main: html`<h1>${title}</h1><p>${text}</p>${back && html`<p><a class="button" href="${back.url}">${back.label}</a></p>`}`,
  })
}

export function redirect(url: string): Response {
  return new Response(null, {
    status: 303,
    headers: { location: url, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
  })
}
