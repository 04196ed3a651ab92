// What an island is handed: plain data, and where a person goes on without it.
import type { ReactNode } from 'react'
import type { ConfirmTexts } from '#components/stripe/confirm-form.tsx'
import { type EmbedTexts, embedTextKeys } from '#components/stripe/embed-texts.ts'
import type { MemberLogin } from '#lib/access/member-login.ts'
import type { MessageKey } from '#lib/messages/message-catalogue.ts'
import type { Translator } from '#lib/messages/translate.ts'
import type { PortalContext } from '../portal-context.ts'
import { WayOn } from './way-on.tsx'

export type EmbedProps = ReturnType<typeof embedProps> & { label: string }

/** @param login a member's: nobody else is handed what a component of Stripe's needs */
export function embedProps(context: PortalContext, login: MemberLogin, wayOn?: ReactNode) {
  const { services, t } = context
  const { scriptUrl, publishableKey } = services.env.stripe
  return {
    scriptUrl,
    publishableKey,
    login: login.id,
    locale: login.locale,
    texts: embedTexts(t),
    wayOn: wayOn ?? <WayOn context={context} />,
  }
}

function embedTexts(t: Translator): EmbedTexts {
  return Object.fromEntries(embedTextKeys.map((key) => [key, t(`embed.${key}` as MessageKey)])) as unknown as EmbedTexts
}

/** @param area whose `…_busy` and `…_nothing_done` are said */
export function confirmTexts(t: Translator, area: 'methods' | 'pay', button: string): ConfirmTexts {
  return {
    button,
    busy: t(`embed.${area}_busy`),
    nothing_done: t(`embed.${area}_nothing_done`),
    failed: t('embed.failed'),
    ...(area === 'methods' && { saved_already: t('embed.methods_saved_already') }),
    over: t('embed.form_over'),
    start_again: t('embed.start_again'),
  }
}
