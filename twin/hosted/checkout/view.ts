// One look at a checkout: the session, and the words, money and days of its customer's language.
import type { Session } from '../../checkout/session-lines.ts'
import type { Context } from '../../kernel/context.ts'
import type { StripeObject } from '../../kernel/wire.ts'
import { businessName } from '../shared/business-name.ts'
import { pickLocale } from '../shared/pick-locale.ts'
import { type TypedForm, untouched } from '../shared/typed-form.ts'
import { dayText, moneyText } from '../shared/words.ts'
import { de } from './texts/de.ts'
import { en, type Texts } from './texts/en.ts'
import { fr } from './texts/fr.ts'

export type CheckoutView = {
  context: Context
  session: Session
  customer: StripeObject<'customer'> | undefined
  business: string
  locale: string
  t: Texts
  money: (amountMinor: number) => string
  day: (at: number) => string
  typed: TypedForm
  /** What the last step changed. */
  notice?: string | undefined
}

/** @param locale that of the session, before what the browser asks for */
export function pickWords(language: string | null, locale?: string | null): { locale: string; t: Texts } {
  return pickLocale({ en, de, fr }, [locale], language)
}

/** @param language what the browser asks for; the session's own locale goes first */
export function viewCheckout(
  context: Context,
  session: Session,
  language: string | null,
  typed: TypedForm = untouched,
  notice?: string,
): CheckoutView {
  const { locale, t } = pickWords(language, session.locale)
  const currency = session.currency ?? 'usd'
  return {
    context,
    session,
    customer: context.find('customer', session.customer as string | null),
    business: session.branding_settings?.display_name || businessName(context),
    locale,
    t,
    money: (amountMinor) => moneyText(amountMinor, currency, locale),
    day: (at) => dayText(at, locale),
    typed,
    notice,
  }
}
