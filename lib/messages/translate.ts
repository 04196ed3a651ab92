import { IntlMessageFormat } from 'intl-messageformat'
import { formatDate } from './format-date.ts'
import { formatMoney, type Money } from './format-money.ts'
import { chooseLocale, languageOf } from './locale.ts'
import { catalogues, type MessageKey } from './message-catalogue.ts'

export type MessageValues = Record<string, string | number | boolean>

/** `t('home.next_charge', { amount })` is a text; `t.money` and `t.date` write in the same locale. */
export interface Translator {
  (key: MessageKey, values?: MessageValues): string
  readonly locale: string
  money(money: Money): string
  date(at: Date | number): string
}

const translators = new Map<string, Translator>()

/** @param wanted the member's locale; without one, or without texts in it, English */
export function getTranslator(wanted?: string | null): Translator {
  const locale = chooseLocale(wanted)
  const known = translators.get(locale)
  if (known) return known
  const translator = createTranslator(locale)
  // A member's locale comes from a host app: it must not be able to fill the memory.
  if (translators.size < 100) translators.set(locale, translator)
  return translator
}

function createTranslator(locale: string): Translator {
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
    date: (at: Date | number) => formatDate(at, locale),
  })
}
