// In which language a page speaks: English where nothing else is known.

/** @param wanted language tags, the dearest first; `auto` and nothing leave it to the browser */
export function pickLocale<Texts>(
  languages: Record<string, Texts> & { en: Texts },
  wanted: readonly (string | null | undefined)[],
  acceptLanguage: string | null,
): { locale: string; t: Texts } {
  const asked = (acceptLanguage ?? '').split(',').map((part) => part.split(';')[0]?.trim() ?? '')
  const fixed = wanted.filter((tag) => tag && tag !== 'auto') as string[]
  for (const candidate of [...fixed, ...asked]) {
    const t = languages[candidate.split('-')[0] ?? '']
    if (t && isLocale(candidate)) return { locale: candidate, t }
  }
  return { locale: 'en', t: languages.en }
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
