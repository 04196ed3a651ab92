import { insertRule } from '../css-rule.js'

const states = {
  base: '',
  complete: '[data-state=complete] ',
  empty: '[data-state=empty] ',
  invalid: '[data-state=invalid] ',
}
const pseudos = [':hover', ':focus', '::placeholder', '::selection', ':-webkit-autofill', ':disabled']

const sheet = new CSSStyleSheet()
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]

/** Draws the `style` option of a Card Element: properties for each state, and for its pseudo-classes. */
export function applyStyle(style = {}) {
  sheet.replaceSync('')
  for (const [state, prefix] of Object.entries(states)) {
    const entries = Object.entries(style[state] ?? {})
    const own = Object.fromEntries(entries.filter(([, value]) => typeof value !== 'object'))
    insertRule(sheet, `${prefix}.InputElement`, own)
    for (const [name, value] of entries) {
      if (pseudos.includes(name)) insertRule(sheet, `${prefix}.InputElement${name}`, value)
    }
  }
}
