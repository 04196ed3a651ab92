import { insertRule } from './css-rule.js'

const themes = {
  stripe: {},
  night: {
    colorPrimary: '#85d996',
    colorBackground: '#30313d',
    colorText: '#ffffff',
    colorTextSecondary: '#c3c4cf',
    colorDanger: '#fe87a1',
    colorTextPlaceholder: '#a9abb8',
    colorBorder: '#5a5c6b',
  },
  flat: { colorBackground: '#f1f3f5', colorBorder: 'transparent', borderRadius: '6px' },
  none: {},
}

const sheet = new CSSStyleSheet()
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]

/** Draws Stripe's appearance: a theme, variables, and rules for its public class names. */
export function applyAppearance({ theme = 'stripe', variables = {}, rules = {}, labels } = {}) {
  const root = document.documentElement
  root.dataset.theme = theme
  root.dataset.labels = labels ?? 'above'
  root.removeAttribute('style')
  const all = { ...themes[theme], ...variables }
  for (const [name, value] of Object.entries(all)) {
    if (typeof value === 'string' && /^[a-zA-Z]+$/.test(name)) root.style.setProperty(`--${name}`, value)
  }
  drawGround(root, all)
  sheet.replaceSync('')
  for (const [selector, declarations] of Object.entries(rules)) insertPublicRule(selector, declarations)
}

/** Light text needs a dark ground of our own, for the page's is not known here, and what goes with it. */
function drawGround(root, given) {
  const isDark = isLight(getComputedStyle(root).color)
  root.dataset.ground = isDark ? 'dark' : 'page'
  if (!isDark) return
  for (const name of ['colorTextSecondary', 'colorTextPlaceholder', 'colorBorder', 'colorDanger']) {
    if (!given[name]) root.style.setProperty(`--${name}`, themes.night[name])
  }
}

function insertPublicRule(selector, declarations) {
  // Stripe takes rules for its own classes alone, so that no rule reaches what is not public.
  if (!/^\.[A-Z][\w-]*/.test(selector) || typeof declarations !== 'object' || declarations === null) return
  insertRule(sheet, selector, declarations)
}

function isLight(color) {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map(Number)
  return red * 0.299 + green * 0.587 + blue * 0.114 > 140
}
