import { accentColors } from './accent-colors.ts'

/** The company's colour as custom properties, in the place of those in app/tokens.css. */
export function AccentStyle({ accent, nonce }: { accent: string | null; nonce: string }) {
  const colors = accentColors(accent)
  if (!colors) return null
  const { light, dark } = colors
  const rules = [
    `--accent:light-dark(${light.fill},${dark.fill})`,
    `--on-accent:light-dark(${light.onFill},${dark.onFill})`,
    `--accent-ink:light-dark(${light.ink},${dark.ink})`,
  ]
  return <style nonce={nonce}>{`:root{${rules.join(';')}}`}</style>
}
