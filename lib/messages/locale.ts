import { catalogues } from './message-catalogue.ts'

/** Dates as `4 March 2027`, and a dollar that says whose it is. */
const fallbackLocale = 'en-GB'

/** The wanted locale where its language has texts; text, dates and amounts of one page are always of one language. */
export function chooseLocale(wanted: string | null | undefined): string {
  if (!wanted) return fallbackLocale
  try {
    const locale = new Intl.Locale(wanted.replace('_', '-'))
    if (!(locale.language in catalogues)) return fallbackLocale
    return locale.toString() === 'en' ? fallbackLocale : locale.toString()
  } catch {
    return fallbackLocale
  }
}

export function languageOf(locale: string): string {
  return new Intl.Locale(locale).language
}
