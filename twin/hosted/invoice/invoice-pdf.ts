// The smallest real PDF: pages of text lines.

const pageHeight = 842
const lineHeight = 18
const linesOnPage = 38
const longestLine = 90

export function invoicePdf(lines: string[]): string {
  const pages = inPages(lines.flatMap(wrap))
  const pageIds = pages.map((_, index) => 4 + index * 2)
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${pageIds.map((id) => `${id} 0 R`).join(' ')}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((page, index) => pageObjects(page, (pageIds[index] ?? 0) + 1)),
  ]
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return String(offset).padStart(10, '0')
  })
  const table = ['0000000000 65535 f ', ...offsets.map((offset) => `${offset} 00000 n `)].join('\n')
  return `${body}xref\n0 ${objects.length + 1}\n${table}\ntrailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
}

function pageObjects(lines: string[], contentId: number): string[] {
  const shown = lines.map(
    (line, index) => `1 0 0 1 56 ${pageHeight - 72 - index * lineHeight} Tm (${escapeText(line)}) Tj`,
  )
  const content = `BT /F1 11 Tf ${shown.join(' ')} ET`
  return [
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 ${pageHeight}] /Contents ${contentId} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ]
}

function inPages(lines: string[]): string[][] {
  const count = Math.max(1, Math.ceil(lines.length / linesOnPage))
  return Array.from({ length: count }, (_, page) => lines.slice(page * linesOnPage, (page + 1) * linesOnPage))
}

function wrap(line: string): string[] {
  return line.match(new RegExp(`.{1,${longestLine}}(?:\\s|$)|.{1,${longestLine}}`, 'gu')) ?? ['']
}

/** Where the font's encoding differs from Latin 1. */
const winAnsi: Record<string, string> = { '€': '\\200', '’': '\\222', '–': '\\226', '•': '\\225' }

/** The font knows no more than Western European letters, which a PDF may write as octal numbers. */
function escapeText(text: string): string {
  return text
    .replaceAll(/[\\()]/g, '\\$&')
    .replaceAll(/[\u00a0\u202f]/g, ' ')
    .replaceAll(/[^\x20-\x7e]/g, (letter) => {
      const code = letter.charCodeAt(0)
      return winAnsi[letter] ?? (code > 0xa0 && code < 0x100 ? `\\${code.toString(8)}` : '?')
    })
}
