// The locales of Stripe's hosted portal.
export const portalLocales = [
  'auto',
  'bg',
  'cs',
  'da',
  'de',
  'el',
  'en',
  'en-AU',
  'en-CA',
  'en-GB',
  'en-IE',
  'en-IN',
  'en-NZ',
  'en-SG',
  'es',
  'es-419',
  'et',
  'fi',
  'fil',

  'fr',
  'fr-CA',
  'hr',
  'hu',
  'id',
  'it',
  'ja',
  'ko',
  'lt',
  'lv',
  'ms',
  'mt',
  'nb',
  'nl',
  'pl',
  'pt',
  'pt-BR',
  'ro',
  'ru',
  'sk',
  'sl',
  'sv',
  'th',
  'tr',
  'vi',
  'zh',
  'zh-HK',
  'zh-TW',
] as const

export type PortalLocale = (typeof portalLocales)[number]

/** A locale that the portal lacks falls to its language, and then to `auto`: the customer's own, or the browser's. */
export function portalLocale(wanted: string | null | undefined): PortalLocale {
  if (!wanted) return 'auto'
  const tag = wanted.replace('_', '-').toLowerCase()
  const find = (candidate: string) => portalLocales.find((locale) => locale.toLowerCase() === candidate)
  return find(tag) ?? find(tag.split('-')[0] ?? '') ?? 'auto'
}
