import type { HostedPage } from './hosted-page.ts'
import { html } from './html.ts'
import type { SharedTexts } from './texts/en.ts'

/** The bank asks who pays. */
export function bankPage({ t, locale }: { t: SharedTexts; locale: string }): HostedPage {
  return {
    title: t.authenticatePayment,
    business: t.yourBank,
    locale,
    summary: html`<p class="quiet">${t.authenticateText}</p>`,
    main: html`<h1>${t.authenticatePayment}</h1>
<form method="post">
<p><button id="test-source-authorize-3ds" name="outcome" value="succeed">${t.completeAuthentication}</button></p>
<p><button class="plain" id="test-source-fail-3ds" name="outcome" value="fail">${t.failAuthentication}</button></p>
</form>`,
  }
}
