// Which paths a visit may go back to: our own alone. Browsers read `\`, tabs and `//` in surprising ways, so those never pass.

/** @returns the path with its query, or undefined where it could lead anywhere but to a page of ours */
export function parseReturnPath(value: string | null | undefined): string | undefined {
  if (!value || value.length > 2000) return undefined
  if (!/^\/[\x21-\x7e]*$/.test(value) || /[\\<>"^`{|}]/.test(value)) return undefined

  const url = URL.parse(value, 'https://own.invalid')
  if (url?.origin !== 'https://own.invalid' || url.hash) return undefined
  if (url.pathname + url.search !== value) return undefined
  if (!isPlain(url.pathname) || url.pathname.includes('//')) return undefined
  return isPlain(url.search.replaceAll('+', ' '), { slashes: true }) ? value : undefined
}

function isPlain(encoded: string, allowed: { slashes?: boolean } = {}): boolean {
  let decoded = encoded
  // Twice, because whoever reads it next may decode it once more.
  for (let round = 0; round < 2; round++) {
    const before = decoded
    try {
      decoded = decodeURIComponent(before)
    } catch {
      return false
    }
    if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\\]/u.test(decoded)) return false
    if (!allowed.slashes && countSlashes(decoded) !== countSlashes(encoded)) return false
  }
  return true
}

// Other characters that some software folds into a slash count as one.
function countSlashes(text: string): number {
  return text.match(/[/\u2044\u2215\u29f8\uff0f]/g)?.length ?? 0
}
