// From one colour of the company's to those that stay readable on light and on dark pages.
export interface AccentColors {
  /** What a primary button is filled with: stands out from the page. */
  fill: string
  /** Text upon it. */
  onFill: string
  /** Links and focus rings: readable as text. */
  ink: string
}

type Rgb = readonly [number, number, number]

// The least favourable backgrounds that text meets, as in app/tokens.css (`--hover`).
const lightPage = '#f0f2f5'
const darkPage = '#1f232a'
const white = '#ffffff'
const black = '#0c0e12'
const readable = 4.5
const visible = 3

/** @param accent `#rrggbb`; anything else gives undefined */
export function accentColors(accent: string | null): { light: AccentColors; dark: AccentColors } | undefined {
  if (!accent || !/^#[0-9a-f]{6}$/i.test(accent)) return undefined
  return { light: colorsOn(lightPage, black, accent), dark: colorsOn(darkPage, white, accent) }
}

function colorsOn(page: string, towards: string, accent: string): AccentColors {
  const fill = moveUntil(accent, towards, (color) => contrast(color, page) >= visible)
  return {
    fill,
    onFill: contrast(white, fill) >= readable ? white : black,
    ink: moveUntil(accent, towards, (color) => contrast(color, page) >= readable),
  }
}

function moveUntil(from: string, towards: string, isEnough: (color: string) => boolean): string {
  for (let percent = 0; percent < 100; percent += 2) {
    const color = mix(from, towards, percent / 100)
    if (isEnough(color)) return color
  }
  return towards
}

/** The ratio of WCAG 2: 1 is the same, 21 is black on white. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = parse(color).map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function mix(from: string, towards: string, share: number): string {
  const target = parse(towards)
  const channels = parse(from).map((channel, index) => Math.round(channel + ((target[index] ?? 0) - channel) * share))
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

function parse(color: string): Rgb {
  const value = Number.parseInt(color.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}
