import { de } from './texts/de.js'
import { en } from './texts/en.js'
import { fr } from './texts/fr.js'

const languages = { en, de, fr }

/** `auto` and what we do not speak fall to the browser's language, then to English. */
export function textsFor(locale, browserLocale = navigator.language) {
  const wanted = locale && locale !== 'auto' ? locale : browserLocale
  const language = [wanted, browserLocale].map((tag) => tag.split('-')[0]).find((tag) => languages[tag]) ?? 'en'
  return { locale: language === wanted.split('-')[0] ? wanted : language, ...languages[language] }
}

/** An answer whose error is in the language of the form, as far as a customer can do something about it. */
export function inWords(answer, { refusals }) {
  const { error } = answer
  const known = [error?.decline_code, error?.code].find((code) => Object.hasOwn(refusals, code))
  return known ? { ...answer, error: { ...error, message: refusals[known] } } : answer
}

export function fill(text, values) {
  return text.replaceAll(/\{(\w+)\}/g, (_whole, name) => values[name])
}
