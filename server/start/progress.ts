import { styleText } from 'node:util'
import type { Address } from './addresses.ts'

const labelWidth = 12
/** A step that takes longer is announced, so that a log without a cursor does not look stuck. */
const announceAfterMilliseconds = 2_000

/** Shows one line for one step: what is being done, then that it is done, how long it took, and what is worth a note. */
export async function showStep<Result>(
  label: string,
  work: (note: (text: string) => void) => Promise<Result>,
): Promise<Result> {
  const began = performance.now()
  const notes: string[] = []
  const { stdout } = process
  const announce = () => stdout.write(stdout.isTTY ? `  … ${label}` : `  … ${label}\n`)
  if (stdout.isTTY) announce()
  const timer = stdout.isTTY ? undefined : setTimeout(announce, announceAfterMilliseconds)
  const finish = (sign: string) => {
    clearTimeout(timer)
    const time = `${((performance.now() - began) / 1000).toFixed(1)} s`.padStart(7)
    const note = notes.length ? `   ${notes.join(', ')}` : ''
    stdout.write(`${stdout.isTTY ? '\r\x1b[K' : ''}  ${sign} ${label.padEnd(labelWidth)}${dim(time + note)}\n`)
  }
  try {
    const result = await work((text) => notes.push(text))
    finish(styleText('green', '✓'))
    return result
  } catch (error) {
    finish(styleText('red', '✗'))
    throw error
  }
}

export function showAddresses(rows: Address[]): void {
  const width = Math.max(...rows.map(({ name }) => name.length)) + 3
  const lines = rows.map(({ name, url, note }) => `  ${name.padEnd(width)}${url}${note ? dim(`   ${note}`) : ''}`)
  console.log(`\n${lines.join('\n')}\n`)
}

function dim(text: string): string {
  return styleText('dim', text)
}
