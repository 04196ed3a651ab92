import { IntlMessageFormat } from 'intl-messageformat'
import { createDayFormat, type DayFormat } from './format-date.ts'
import { formatMoney, type Money } from './format-money.ts'
import { chooseLocale, languageOf } from './locale.ts'
import { catalogues, type MessageKey } from './message-catalogue.ts'

export type MessageValues = Record<string, string | number | boolean>

/** `t('home.next_charge', { amount })` is a text; `t.money` and `t.date` write in the same locale. */
export interface Translator extends DayFormat {
  (key: MessageKey, values?: MessageValues): string
  readonly locale: string
  money(money: Money): string
}

const translators = new Map<string, Translator>()

/**
 * @param wanted the member's locale; without one, or without texts in it, English
 * @param timeZone in which days are counted
 */
export function getTranslator(wanted?: string | null, timeZone = 'UTC'): Translator {
  const locale = chooseLocale(wanted)
  const key = `${locale} ${timeZone}`
  const known = translators.get(key)
  if (known) return known
  const translator = createTranslator(locale, timeZone)
  // A member's locale comes from a host app: it must not be able to fill the memory.
  if (translators.size < 100) translators.set(key, translator)
  return translator
}

function createTranslator(locale: string, timeZone: string): Translator {
  const texts = catalogues[languageOf(locale)] ?? catalogues.en
  const formats = new Map<MessageKey, IntlMessageFormat>()

  const formatOf = (key: MessageKey) => {
    const known = formats.get(key)
    if (known) return known
    const format = new IntlMessageFormat(texts[key] ?? catalogues.en[key] ?? key, locale, undefined, {
      ignoreTag: true,
    })
    formats.set(key, format)
    return format
  }
  return Object.assign((key: MessageKey, values?: MessageValues) => String(formatOf(key).format(values)), {
    locale,
    money: (money: Money) => formatMoney(money, locale),
    ...createDayFormat(locale, timeZone),
  })
}
