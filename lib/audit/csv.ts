// Spreadsheets take a cell that begins like this for a formula, whoever wrote it, and also behind white space.
const formulaStart = /^\s*[=+\-@\t\r＝＋－＠|%]/

/** One line of RFC 4180, in which no cell is a formula. */
export function toCsvLine(cells: readonly string[]): string {
  return `${cells.map(toCell).join(',')}\r\n`
}

function toCell(text: string): string {
  const safe = formulaStart.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
