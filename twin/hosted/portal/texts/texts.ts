import type { StripeObject } from '../../../kernel/wire.ts'
import { de } from './de.ts'
import { en, type Texts } from './en.ts'
import { fr } from './fr.ts'

const languages: Record<string, Texts> = { en, de, fr }

/** The session's locale; where that is auto, what the customer prefers, then what the browser asks for. */
export function pickLocale(
  { locale }: Pick<StripeObject<'billing_portal.session'>, 'locale'>,
  { preferred_locales: preferred }: Pick<StripeObject<'customer'>, 'preferred_locales'>,
  acceptLanguage: string | null,
): { locale: string; t: Texts } {
  const asked = (acceptLanguage ?? '').split(',').map((part) => part.split(';')[0]?.trim() ?? '')
  const wanted = locale && locale !== 'auto' ? [locale] : [...(preferred ?? []), ...asked]
  for (const candidate of wanted) {
    const t = languages[candidate.split('-')[0] ?? '']
    if (t && isLocale(candidate)) return { locale: candidate, t }
  }
  return { locale: 'en', t: en }
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
