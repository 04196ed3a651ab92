// Gives Stripe's form the look of the page around it, read from the page: the company's accent, light or dark.
import type { Appearance } from '@stripe/stripe-js'

/** @param box an element that carries the page's colours, its corners, and the accent as `accent-color` */
export function readAppearance(box: Element): Appearance {
  const style = getComputedStyle(box)
  return {
    theme: isDark(toRgb(style.color)) ? 'stripe' : 'night',
    variables: {
      colorPrimary: toHex(style.accentColor),
      colorText: toHex(style.color),
      colorBackground: toHex(style.backgroundColor),
      borderRadius: style.borderRadius,
      fontFamily: style.fontFamily,
      fontSizeBase: style.fontSize,
    },
  }
}

type Rgb = readonly [red: number, green: number, blue: number]

// Stripe knows older ways of writing a colour than browsers do, so the browser paints it and we read the paint.
function toRgb(color: string): Rgb {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  const context = canvas.getContext('2d')
  if (!context) return [0, 0, 0]
  context.fillStyle = color
  context.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data
  return [red, green, blue]
}

function toHex(color: string): string {
  return `#${toRgb(color)
    .map((part) => part.toString(16).padStart(2, '0'))
    .join('')}`
}

function isDark([red, green, blue]: Rgb): boolean {
  return red * 0.299 + green * 0.587 + blue * 0.114 < 128
}
