// Ways into the portal by e-mail: an expired session that allows it, and a configuration's login page.
import type { Context } from '../../kernel/context.ts'
import { type Resource, type RouteCall, route } from '../../kernel/resource.ts'
import { listLetters, recoverSession, signIn } from '../../portal/recover-session.ts'
import { findSessionByKey, isRecoverable } from '../../portal/session-life.ts'
import { businessName } from '../shared/business-name.ts'
import { hostedPage, messagePage } from '../shared/hosted-page.ts'
import { type Html, html } from '../shared/html.ts'
import { readForm } from '../shared/run-page.ts'
import type { Texts } from './texts/en.ts'
import { pickLocale } from './texts/texts.ts'

export const recovery = {
  internal: { 'GET /_twin/letters': (context: Context<Record<string, unknown>>) => listLetters(context) },
  routes: [
    route('POST', '/p/session/:key/recovery', answerRecovery),
    route('GET', '/p/login/:configuration', (call) =>
      withLoginPage(call, (context, words) => loginPage(context, words)),
    ),
    route('POST', '/p/login/:configuration', async (call) => {
      const email = (await readForm(call.request)).get('email') ?? ''
      return withLoginPage(call, (context, words, configuration) => {
        signIn(context, configuration, email)
        return sentPage(context, words)
      })
    }),
  ],
} satisfies Pick<Resource, 'internal' | 'routes'>

export function signInForm(t: Texts, action: string): Html {
  return html`<p>${t.signInText}</p>
<form method="post" action="${action}">
<div class="field"><label for="email">${t.email}</label><input id="email" name="email" type="email" autocomplete="email" required></div>
<button class="wide">${t.sendLink}</button>
</form>`
}

/** The same answer whether or not the address is known. */
async function answerRecovery({ request, path, findAccount }: RouteCall): Promise<Response> {
  const email = (await readForm(request)).get('email') ?? ''
  const account = findAccount(path.key ?? '')
  const answer = account?.run({ kind: 'page' }, (context) => {
    const session = findSessionByKey(context, path.key ?? '')
    if (!session || !isRecoverable(context, session)) return undefined
    recoverSession(context, session, email)
    return sentPage(context, wordsFor(request))
  })
  return answer ?? unknownPage(request)
}

type LoginAnswer = (
  context: Context,
  words: Words,
  configuration: NonNullable<ReturnType<typeof findLoginConfiguration>>,
) => Response

function withLoginPage({ request, path, findAccount }: RouteCall, answer: LoginAnswer): Response {
  const account = findAccount(path.configuration ?? '')
  if (!account) return unknownPage(request)
  return account.run({ kind: 'page' }, (context) => {
    const configuration = findLoginConfiguration(context, path.configuration ?? '')
    return configuration ? answer(context, wordsFor(request), configuration) : unknownPage(request)
  })
}

function findLoginConfiguration(context: Context, id: string) {
  const configuration = context.find('billing_portal.configuration', id)
  return configuration?.active && configuration.login_page.enabled ? configuration : undefined
}

function loginPage(context: Context, { t, locale }: Words): Response {
  const business = businessName(context)
  return hostedPage({
    title: `${t.signIn} · ${business}`,
    business,
    locale,
    summary: html`<p>${t.summary(business)}</p>`,
    main: html`<h1>${t.signIn}</h1>${signInForm(t, '')}`,
  })
}

function sentPage(context: Context, { t, locale }: Words): Response {
  const business = businessName(context)
  return hostedPage({
    title: `${t.linkSent} · ${business}`,
    business,
    locale,
    summary: html`<p>${t.summary(business)}</p>`,
    main: html`<h1>${t.linkSent}</h1><p role="status">${t.linkSentText}</p>
<p class="quiet">${t.lettersText}</p>`,
  })
}

type Words = { t: Texts; locale: string }

function wordsFor(request: Request): Words {
  return pickLocale({ locale: null }, { preferred_locales: [] }, request.headers.get('accept-language'))
}

/** For an address that opens nothing. */
export function unknownPage(request: Request): Response {
  const { t, locale } = wordsFor(request)
  return messagePage({ title: t.linkUnknown, text: t.linkUnknownText, locale, status: 404 })
}
