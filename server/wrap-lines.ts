/**
 * Breaks lines between words where the terminal would break them anywhere. What follows a line's indent, or its column,
 * stays under it; a word that is too long, as a link is, stays whole so that it can be copied.
 */
export function wrapLines(text: string, columns: number): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, columns))
    .join('\n')
}

function wrapLine(line: string, columns: number): string {
  if (line.length <= columns) return line
  // A list's mark and its first column: `  ✓ Name      what it says`.
  const [head = ''] = /^(\s*[✓!✗→·]\s+(\S+( \S+)*\s{2,})?|\s*)/.exec(line) ?? []
  const indent = ' '.repeat(head.length < columns * 0.6 ? head.length : 4)
  let row = head
  const rows: string[] = []
  for (const word of line.slice(head.length).split(' ')) {
    const isFirst = row === head || row === indent
    if (!isFirst && row.length + 1 + word.length > columns) {
      rows.push(row)
      row = indent + word
    } else row += isFirst ? word : ` ${word}`
  }
  return [...rows, row].join('\n')
}
