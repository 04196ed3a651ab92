// The languages of Stripe's form are not those of its portal; what it lacks falls to the language alone, then to the browser's.
import type { StripeElementLocale } from '@stripe/stripe-js'

const locales = [
  'ar',
  'bg',
  'cs',
  'da',
  'de',
  'el',
  'en',
  'en-AU',
  'en-CA',
  'en-GB',
  'en-NZ',
  'es',
  'es-419',
  'et',
  'fi',
  'fil',
  'fr',
  'fr-CA',
  'he',
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
] as const satisfies readonly StripeElementLocale[]

export function elementLocale(wanted: string | null): StripeElementLocale {
  const tag = wanted?.replace('_', '-').toLowerCase() ?? ''
  const find = (candidate: string) => locales.find((locale) => locale.toLowerCase() === candidate)
  return find(tag) ?? find(tag.split('-')[0] ?? '') ?? 'auto'
}
