import type { StripeObject } from '../../../kernel/wire.ts'
import { pickLocale as pick } from '../../shared/pick-locale.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { fr } from './fr.ts'

/** The session's locale; where that is auto, what the customer prefers, then what the browser asks for. */
export function pickLocale(
  { locale }: Pick<StripeObject<'billing_portal.session'>, 'locale'>,
  { preferred_locales: preferred }: Pick<StripeObject<'customer'>, 'preferred_locales'>,
  acceptLanguage: string | null,
) {
  const isFixed = locale && locale !== 'auto'
  return pick({ en, de, fr }, isFixed ? [locale] : (preferred ?? []), isFixed ? null : acceptLanguage)
}
